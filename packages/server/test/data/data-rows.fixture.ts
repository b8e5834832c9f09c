/** Data sets to test queries with. */
import type { DataSetsTable } from "../../src/db/schema.js";
import { T0_MS } from "../db/rows.fixture.js";

/** A ready data set of minute bars. */
export function dataSetRow(
  id: string,
  ownerId: string,
  more: Partial<DataSetsTable> = {},
): DataSetsTable {
  return {
    id,
    owner_id: ownerId,
    shared: 0,
    name: `Data ${id}`,
    kind: "last",
    market: "um",
    symbol: "ETHUSDT",
    interval_ms: 60_000,
    state: "ready",
    origin: "upload",
    folder: `server/data-sets/${id}`,
    files: "[]",
    read_options: "{}",
    facts: "{}",
    content_hash: `hash-${id}`,
    bytes: 100,
    first_ms: T0_MS,
    last_ms: T0_MS + 60_000,
    rows: 2,
    job_id: null,
    error: null,
    created_ms: T0_MS,
    ...more,
  };
}
