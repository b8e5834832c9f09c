/** Reports of risk in the engine worker. */
import { type RiskJson, type RunInputs, risk, riskJson } from "@perpmill/engine";
import type { CallControl } from "./tab-run";

/** Throws PerpmillError. */
export async function riskInTab(
  inputs: RunInputs,
  { signal, tell }: CallControl,
): Promise<RiskJson> {
  const onProgress = ({ share }: { readonly share: number }) => tell({ done: share, total: 1 });
  return riskJson(await risk({ ...inputs, signal, onProgress }));
}
