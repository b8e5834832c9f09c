/** How near the configuration on the bench comes to losing the account: the engine's report, computed in the tab. */
import type { RiskJson } from "@perpmill/engine";
import { defineStore } from "pinia";
import type { TabProgress } from "../engine/protocol";
import { tabEngine } from "../engine/tab-engine";
import { useBenchAnalysis } from "./bench-analysis";

export const useRiskStore = defineStore("risk", () =>
  useBenchAnalysis<RiskJson, TabProgress>((config, strategy, { signal, tell }) =>
    tabEngine().call({ kind: "risk", config, strategy }, { signal, onProgress: tell }),
  ),
);
