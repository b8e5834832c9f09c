/** The sweep that is being set up: its axes from the fields of the bench's configuration, and its size. */
import type { SweepSize } from "@perpmill/engine";
import { useDebounceFn } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { asFailure } from "../engine/as-failure";
import { valueAt } from "../engine/config-path";
import type { SweepPace, TabSweep } from "../engine/sweep-protocol";
import { type TabFailure, tabEngine } from "../engine/tab-engine";
import type { FormField } from "../views/run/inspector/form-fields";
import { useInstrument } from "../views/run/inspector/use-instrument";
import { startAxis } from "../views/studies/setup/axis-draft";
import { axisFields } from "../views/studies/setup/axis-fields";
import { readDraft, type SweepDraft, sweepOf } from "../views/studies/sweep/sweep-draft";
import { USUAL_METRICS } from "../views/studies/table/metric-words";
import { useOwnStrategiesStore } from "./own-strategies";
import { useSettingsStore } from "./settings";
import { useWorkbenchStore } from "./workbench";

const KEY = "perpmill.sweep";
/** Rest after the last key before the size is counted, and rows are tried. */
const COUNT_MS = 150;
const TRY_MS = 700;

function kept(): SweepDraft {
  try {
    return readDraft(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    // Storage that is closed to us, or was written by something else: a sweep as at first.
    return readDraft(null);
  }
}

/** Those that people move first: what the strategy cannot do without. */
function suggested(fields: readonly FormField[]): readonly FormField[] {
  const moved = fields.filter(
    ({ kind, path }) => kind === "number" && path.startsWith("strategy."),
  );
  const needed = moved.filter(({ required, path }) => required && !path.includes(".size."));
  return [...needed, ...moved.filter((one) => !needed.includes(one))].slice(0, 2);
}

export const useSweepDraftStore = defineStore("sweepDraft", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const settings = useSettingsStore();
  const { rules } = useInstrument();
  const draft = shallowRef(kept());
  const size = shallowRef<SweepSize | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const pace = shallowRef<SweepPace | null>(null);
  const trying = ref(false);
  let turn = 0;
  let tries: AbortController | null = null;

  const groups = computed(() => {
    const { config, bars, surroundings } = bench;
    const sizeForm = valueAt(config, "strategy.size.quantity") === undefined;
    return axisFields(
      own.descriptorOf(config.strategy.name),
      {
        intervalMs: surroundings.intervalMs ?? 60_000,
        tickSize: rules.value?.tickSize ?? null,
        stepSize: rules.value?.stepSize ?? null,
        lastPrice: bars?.lastPrice ?? null,
        sizeForm: sizeForm ? "equityRatio" : "quantity",
        sideSpread: Number(valueAt(config, "strategy.bidSpread") ?? 0),
      },
      settings.language,
      config.strategy,
    );
  });
  const fields = computed(() => groups.value.flatMap((group) => group.fields));
  const fieldOf = (path: string) => fields.value.find((one) => one.path === path) ?? null;

  const sweep = computed((): TabSweep => {
    return sweepOf(draft.value, bench.config, fields.value, USUAL_METRICS);
  });

  /** which page is set up: searches need no values to be counted */
  const purpose = ref<"sweep" | "search" | "walkForward">("sweep");
  /** what is counted and tried: of a search as many random points as it may try */
  const counted = computed((): TabSweep => {
    const { budget, choose } = draft.value;
    const isGrid =
      purpose.value === "sweep" || (purpose.value === "walkForward" && choose === "grid");
    if (isGrid) return sweep.value;
    return { ...sweep.value, sampler: { kind: "random", count: Number(budget), seed: 0 } };
  });

  function change(next: Partial<SweepDraft>): void {
    draft.value = { ...draft.value, ...next };
    try {
      localStorage.setItem(KEY, JSON.stringify(draft.value));
    } catch {
      // Without storage it lasts as long as the page.
    }
  }

  function addAxis(path: string): void {
    const field = fieldOf(path);
    if (field === null || draft.value.axes.some((axis) => axis.path === path)) return;
    change({ axes: [...draft.value.axes, startAxis(field, valueAt(bench.config, path))] });
  }

  /** Axes to begin with, where there are none. */
  async function begin(): Promise<void> {
    await own.know(bench.config.strategy.name);
    if (draft.value.axes.length === 0)
      for (const { path } of suggested(fields.value)) addAxis(path);
  }

  async function count(): Promise<void> {
    const mine = ++turn;
    if (draft.value.axes.length === 0 || bench.issues.length > 0) {
      size.value = null;
      failure.value = null;
      return;
    }
    try {
      const strategy = await own.runnable(bench.config.strategy.name);
      const intervalMs = bench.surroundings.intervalMs ?? 60_000;
      const now = await tabEngine().call({
        kind: "sweepSize",
        sweep: counted.value,
        strategy,
        intervalMs,
      });
      if (mine !== turn) return;
      size.value = now;
      failure.value = null;
    } catch (error) {
      if (mine !== turn) return;
      size.value = null;
      failure.value = asFailure(error);
    }
  }

  function stopTrying(): void {
    tries?.abort();
    tries = null;
    trying.value = false;
  }

  /** Runs some rows to know how long all of them will take. */
  async function tryRows(): Promise<void> {
    stopTrying();
    if (bench.bars === null || size.value === null) return;
    const control = new AbortController();
    tries = control;
    trying.value = true;
    try {
      const strategy = await own.runnable(bench.config.strategy.name);
      const found = await tabEngine().call(
        { kind: "sweepProbe", sweep: counted.value, strategy },
        { signal: control.signal },
      );
      if (tries === control) pace.value = found;
    } catch (error) {
      // What rows cannot do, the sweep itself will tell.
      if (tries === control && asFailure(error).code !== "ABORTED") pace.value = null;
    } finally {
      if (tries === control) stopTrying();
    }
  }

  const countSoon = useDebounceFn(count, COUNT_MS);
  const trySoon = useDebounceFn(tryRows, TRY_MS);
  /** whether a page shows it: else nothing is counted */
  const watched = ref(false);
  watch(
    [counted, () => bench.bars, () => bench.issues, watched],
    () => {
      if (watched.value) void countSoon();
    },
    { immediate: true },
  );
  watch([size, () => bench.bars], () => {
    stopTrying();
    if (watched.value && size.value !== null) void trySoon();
  });

  return {
    draft,
    groups,
    fields,
    fieldOf,
    sweep,
    size,
    failure,
    pace,
    trying,
    watched,
    purpose,
    begin,
    change,
    addAxis,
    stopTrying,
  };
});
