/** What the result on the bench owes to its assumptions: the engine's envelope, computed in the tab. */
import type { EnvelopeResult } from "@perpmill/engine";
import { defineStore } from "pinia";
import type { TabProgress } from "../engine/protocol";
import { tabEngine } from "../engine/tab-engine";
import { useBenchAnalysis } from "./bench-analysis";

export const useAssumptionsStore = defineStore("assumptions", () =>
  useBenchAnalysis<EnvelopeResult, TabProgress>((config, strategy, { signal, tell }) =>
    tabEngine().call({ kind: "envelope", config, strategy }, { signal, onProgress: tell }),
  ),
);
