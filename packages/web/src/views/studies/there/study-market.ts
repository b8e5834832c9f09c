/** What studies of the server ran on, and the values of their axes, as pages show them. */
import type { ConfigInput, SweepSize } from "@perpmill/engine";
import type { DataSet, StartRunBody, StudyDetail } from "@perpmill/server/api";
import { request } from "../../../api/client";
import { ApiFailure } from "../../../api/failure";
import { withRange } from "../../../engine/config-range";
import type { TabSweep } from "../../../engine/sweep-protocol";
import { TabFailure, tabEngine } from "../../../engine/tab-engine";
import type { TabStrategy } from "../../../engine/tab-strategy";
import type { SharedData } from "../../run/inspector/share-link";

/** The data sets of the server that a study ran on. */
export type DataThere = Required<
  Pick<StartRunBody, "dataSetId" | "markDataSetId" | "fundingDataSetId">
>;

export interface StudyMarket {
  readonly data: SharedData;
  readonly there: DataThere;
  readonly symbol: string | null;
  /** null: the data set is gone */
  readonly intervalMs: number | null;
}

/** @throws ApiFailure */
export async function marketOf({
  dataSetId,
  markDataSetId,
  fundingDataSetId,
  symbol,
}: StudyDetail): Promise<StudyMarket> {
  const there = { dataSetId, markDataSetId, fundingDataSetId };
  try {
    const { name, intervalMs } = await request<DataSet>(`data/${dataSetId}`);
    return { data: { kind: "set", id: dataSetId, name }, there, symbol, intervalMs };
  } catch (error) {
    if (!(error instanceof ApiFailure && error.status === 404)) throw error;
    const name = symbol ?? dataSetId;
    return { data: { kind: "set", id: dataSetId, name }, there, symbol, intervalMs: null };
  }
}

/** The configuration that its rows move, on the time that they are run on. */
export function configThere(config: ConfigInput, { fromMs, toMs }: StudyDetail): ConfigInput {
  return fromMs === null && toMs === null ? config : withRange(config, { fromMs, toMs });
}

const MINUTE_MS = 60_000;

/** The values of axes as far as they are known before any row. */
export async function axesOf(
  sweep: TabSweep,
  strategy: TabStrategy | null,
  intervalMs: number | null,
): Promise<SweepSize["axes"]> {
  try {
    const size = await tabEngine().call({
      kind: "sweepSize",
      sweep,
      strategy,
      intervalMs: intervalMs ?? MINUTE_MS,
    });
    return size.axes;
  } catch (error) {
    // A strategy that is not known here: its rows will tell.
    if (!(error instanceof TabFailure)) throw error;
    return sweep.axes.map(({ path }) => ({ path, values: null }));
  }
}
