/** Compares runs wherever they are: on the server, in this browser, or some here and some there. */
import { compareConfigs, type ResultJson, sameData } from "@perpmill/engine";
import type { Run, RunDetail, RunsCompared } from "@perpmill/server/api";
import { request } from "../api/client";
import { isLocalId } from "./local-result";

interface Whole {
  readonly run: Run;
  readonly result: ResultJson;
}

/** How results that this browser keeps are found. */
export interface LocalSource {
  readonly runs: () => Promise<readonly Run[]>;
  readonly document: (id: string) => Promise<ResultJson | null>;
}

async function ofServer(id: string): Promise<Whole> {
  const [run, result] = await Promise.all([
    request<RunDetail>(`runs/${id}`),
    request<ResultJson>(`runs/${id}/report.json`),
  ]);
  return { run, result };
}

/** Null: it has been deleted since. */
async function ofBrowser(id: string, source: LocalSource): Promise<Whole | null> {
  const run = (await source.runs()).find((one) => one.id === id);
  const result = await source.document(id);
  return run === undefined || result === null ? null : { run, result };
}

/**
 * @param points of each curve that the server is asked for
 * @returns null when one of this browser's is gone
 * @throws ApiFailure
 */
export async function compareAnywhere(
  ids: readonly string[],
  points: number,
  source: LocalSource,
): Promise<RunsCompared | null> {
  if (!ids.some(isLocalId)) {
    return request<RunsCompared>("runs/compare", { method: "POST", body: { ids, points } });
  }
  const wholes: Whole[] = [];
  for (const id of ids) {
    const whole = isLocalId(id) ? await ofBrowser(id, source) : await ofServer(id);
    if (whole === null) return null;
    wholes.push(whole);
  }
  const results = wholes.map(({ result }) => result);
  return {
    runs: wholes.map(({ run, result }) => ({
      run,
      metrics: result,
      equity: { timeMs: [...result.series.equity.time], equity: [...result.series.equity.value] },
    })),
    differences: compareConfigs(results.map(({ config }) => config)),
    sameData: sameData(results),
  };
}
