/** The verdict that is looked at, and what the next one is asked. */
import { PRESET_NAMES } from "@perpmill/engine";
import { defineStore } from "pinia";
import { ref, shallowRef } from "vue";
import { download } from "../api/transfer";
import { tabEngine } from "../engine/tab-engine";
import type { TabOtherMarket, TabTrustEnd, TrustPartTold } from "../engine/trust-protocol";
import { sharedData } from "../views/run/inspector/bench-data";
import type { LoadedMarket } from "../views/studies/trust/other-market";
import {
  keptTrust,
  openedTrust,
  type TriedBefore,
  type TrustStudy,
} from "../views/studies/trust/trust-document";
import { useOwnStrategiesStore } from "./own-strategies";
import { useTabStudy } from "./tab-study";
import { useWorkbenchStore } from "./workbench";

/** The bars of a market of the server come from there. */
async function opened({ name, instrument, from }: LoadedMarket): Promise<TabOtherMarket> {
  if (Array.isArray(from)) return { name, instrument, from };
  const { id } = from as Exclude<typeof from, readonly File[]>;
  return { name, instrument, from: await download(`data/${id}/columns`) };
}

export const useTrustsStore = defineStore("trusts", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  /** the study that the configuration on the bench was chosen from */
  const before = shallowRef<TriedBefore | null>(null);
  /** how many configurations were tried, as typed; empty: nothing is said of it */
  const tried = ref("");
  /** as typed */
  const seed = ref("0");
  const others = shallowRef<readonly LoadedMarket[]>([]);

  const { run, ...shown } = useTabStudy<TrustStudy, TrustPartTold, TabTrustEnd>({
    kind: "trust",
    work: async ({ asked }, { signal, tell }) =>
      tabEngine().call<"trust">(
        {
          kind: "trust",
          study: asked,
          others: await Promise.all(others.value.map(opened)),
          strategy: await own.runnable(asked.config.strategy.name),
        },
        {
          signal,
          onPart: (part) => tell(part, part.progress.done / Math.max(1, part.progress.total)),
        },
      ),
    recordOf: ({ asked, symbol }, end) => {
      if (end === null) return null;
      const { run: own, runs } = end.verdict;
      const value = own.metrics.totalReturn;
      return {
        strategy: asked.config.strategy.name,
        symbol,
        done: runs,
        total: runs,
        best: value === null ? null : { metric: "totalReturn", value },
      };
    },
    documentOf: keptTrust,
    read: openedTrust,
  });

  /** Begins what is set up, of the configuration on the bench. */
  async function start(): Promise<void> {
    if (bench.issues.length > 0 || !(await bench.revive()) || bench.bars === null) return;
    const count = tried.value.trim();
    const from = before.value === null ? null : { ...before.value, study: undefined };
    await run({
      id: crypto.randomUUID(),
      asked: {
        config: bench.config,
        seed: Number(seed.value),
        ...(before.value === null ? {} : { sweep: before.value.study }),
        ...(before.value !== null || count === "" ? {} : { tried: Number(count) }),
      },
      data: sharedData(bench.bars, bench.dataSet),
      symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      before: from,
      others: others.value.map(({ name }) => name),
    });
  }

  /** Begins one again that was stopped or failed. */
  async function again(): Promise<void> {
    const last = shown.study.value;
    if (last !== null && (await bench.revive())) await run({ ...last });
  }

  /** Adds markets; those of a name that is there take its place. */
  function addOthers(markets: readonly LoadedMarket[]): void {
    const names = new Set(markets.map(({ name }) => name));
    others.value = [...others.value.filter(({ name }) => !names.has(name)), ...markets];
  }

  function changeOther(name: string, instrument: string): void {
    others.value = others.value.map((one) => (one.name === name ? { ...one, instrument } : one));
  }

  /** The preset of the own market, for those whose name says nothing. */
  function ownPreset(): string {
    const { instrument } = bench.config;
    const name = typeof instrument === "string" ? instrument : instrument?.preset;
    return name ?? PRESET_NAMES[0];
  }

  return {
    ...shown,
    ...{ before, tried, seed, others },
    ...{ start, again, addOthers, changeOther, ownPreset },
    removeOther: (name: string) => {
      others.value = others.value.filter((one) => one.name !== name);
    },
  };
});
