/** Which bars are on the bench, as a link or a later load of the page can find them again. */
import type { DataSet, DataSetSummary } from "@perpmill/server/api";
import { request } from "../../../api/client";
import type { BarsFacts } from "../../../engine/protocol";
import type { SharedData } from "./share-link";

/** Null: there are none. */
export function sharedData(
  bars: BarsFacts | null,
  dataSet: DataSetSummary | null,
): SharedData | null {
  if (dataSet !== null) return { kind: "set", id: dataSet.id, name: dataSet.name };
  if (bars === null) return null;
  return bars.synthetic ? { kind: "sample" } : { kind: "file", name: bars.source };
}

interface Opener {
  openSample(): Promise<void>;
  openDataSet(set: DataSetSummary): Promise<void>;
}

/**
 * Opens them again where that can be done: files stay with whoever has them.
 * @throws ApiFailure when the server has no such data set
 */
export async function openShared(bench: Opener, data: SharedData): Promise<void> {
  if (data.kind === "sample") await bench.openSample();
  if (data.kind === "set") await bench.openDataSet(await request<DataSet>(`data/${data.id}`));
}
