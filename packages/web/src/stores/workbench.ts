/**
 * The bench of the tab: the bars that are open, the configuration on it, its newest result. Runs that a
 * later change has overtaken are cancelled; the result that is shown never goes backwards.
 */
import type { ConfigInput, ResultJson } from "@perpmill/engine";
import type { DataSetSummary, RunAccepted, StartRunBody } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { request } from "../api/client";
import { ApiFailure } from "../api/failure";
import { download } from "../api/transfer";
import { configIssues, takesFunding } from "../engine/config-issues";
import { valueAt, withValue } from "../engine/config-path";
import { rangeOf, touches, WHOLE_RANGE, withRange } from "../engine/config-range";
import type { BesideKind } from "../engine/market-protocol";
import type { BarsFacts, TabProgress } from "../engine/protocol";
import { TabFailure, tabEngine } from "../engine/tab-engine";
import { startConfig } from "./run-defaults";
import { useSettingsStore } from "./settings";

/** Points of each curve: about two a pixel of a wide screen. */
const CURVE_POINTS = 2400;
/** Rest after the last change before a result gets its hashes. */
const REST_MS = 400;
const SAMPLE_BARS = 2_628_000;

const NOTHING_BESIDE = { mark: null, funding: null } as const;

/** Quick: no hashes; full: everything. */
type Pace = "quick" | "full";

export interface Pinned {
  readonly label: string;
  readonly result: ResultJson;
}

export const useWorkbenchStore = defineStore("workbench", () => {
  const bars = shallowRef<BarsFacts | null>(null);
  /** the data set of the server that the bars are of; there without bars to be run on there */
  const dataSet = shallowRef<DataSetSummary | null>(null);
  /** data sets of the server that runs there take beside the bars */
  const beside = shallowRef<Readonly<Record<BesideKind, DataSetSummary | null>>>(NOTHING_BESIDE);
  const config = shallowRef<ConfigInput>(startConfig(useSettingsStore().defaults));
  const result = shallowRef<ResultJson | null>(null);
  const totalMs = ref<number | null>(null);
  const pinned = shallowRef<Pinned | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  const progress = shallowRef<TabProgress | null>(null);
  const activity = ref<"idle" | "reading" | "computing">("idle");
  /** whether the result is of another configuration than the one on the bench */
  const stale = ref(false);
  const live = ref(true);

  let current: AbortController | null = null;
  let wanted: Pace | null = null;
  let running: Pace = "full";
  let resting: ReturnType<typeof setTimeout> | undefined;

  /** what the engine would refuse; nothing runs before it is put right */
  const issues = computed(() => {
    const hasFunding = (bars.value?.funding ?? beside.value.funding) !== null;
    const intervalMs = bars.value?.intervalMs ?? dataSet.value?.intervalMs ?? null;
    return configIssues(config.value, { intervalMs, hasFunding });
  });

  const barsPerSecond = computed(() => {
    const ms = result.value?.timing.runMs;
    return ms === null || ms === undefined || ms <= 0 ? null : (result.value!.bars / ms) * 1000;
  });

  async function read(
    open: () => Promise<BarsFacts>,
    of: DataSetSummary | null = null,
  ): Promise<void> {
    current?.abort();
    activity.value = "reading";
    failure.value = null;
    progress.value = null;
    try {
      place(await open(), of);
      result.value = null;
      pinned.value = null;
    } catch (error) {
      failure.value = asFailure(error);
      return;
    } finally {
      activity.value = "idle";
      progress.value = null;
    }
    await run();
  }

  /** A range that has nothing in common with the bars that were opened was about others. */
  function place(facts: BarsFacts, of: DataSetSummary | null): void {
    bars.value = facts;
    dataSet.value = of;
    beside.value = NOTHING_BESIDE;
    if (touches(rangeOf(config.value), facts.firstMs, facts.lastMs)) return;
    config.value = withRange(config.value, WHOLE_RANGE);
  }

  /** Reads mark prices or funding rates from files; null takes them away. */
  async function putBeside(series: BesideKind, files: readonly File[] | null): Promise<void> {
    try {
      bars.value = await (files === null
        ? tabEngine().call({ kind: "dropBeside", series })
        : tabEngine().call({ kind: "openBeside", series, files }));
    } catch (error) {
      failure.value = asFailure(error);
      return;
    }
    stale.value = result.value !== null;
    await run();
  }

  function openFiles(files: readonly File[]): Promise<void> {
    const onProgress = (now: TabProgress) => {
      progress.value = now;
    };
    return read(() => tabEngine().call({ kind: "openFiles", files }, { onProgress }));
  }

  function openSample(): Promise<void> {
    return read(() => tabEngine().call({ kind: "openSample", bars: SAMPLE_BARS, seed: 1 }));
  }

  /** Fetches the bars of a data set of the server. */
  function openDataSet(set: DataSetSummary): Promise<void> {
    const onProgress = (now: TabProgress) => {
      progress.value = now;
    };
    const { name, origin } = set;
    return read(async () => {
      const columns = await download(`data/${set.id}/columns`, { onProgress });
      const synthetic = origin === "synthetic";
      return tabEngine().call({ kind: "openColumns", columns, name, synthetic });
    }, set);
  }

  /** Takes a data set of the server to be run on there: its bars stay where they are. */
  function useThere(set: DataSetSummary): void {
    current?.abort();
    bars.value = null;
    result.value = null;
    pinned.value = null;
    failure.value = null;
    beside.value = NOTHING_BESIDE;
    dataSet.value = set;
  }

  /** Has the server run what is on the bench. Null when it refused: `failure` says why. */
  async function runThere(): Promise<RunAccepted | null> {
    if (dataSet.value === null || issues.value.length > 0) return null;
    const { mark, funding } = beside.value;
    const body: StartRunBody = {
      config: config.value,
      dataSetId: dataSet.value.id,
      markDataSetId: mark?.id ?? null,
      fundingDataSetId: takesFunding(config.value) ? (funding?.id ?? null) : null,
    };
    failure.value = null;
    try {
      return await request<RunAccepted>("runs", { method: "POST", body });
    } catch (error) {
      failure.value = asFailure(error);
      return null;
    }
  }

  /**
   * Runs what is on the bench; while a run goes on, the newest wish waits. A quick run is let end, so
   * that the curve follows a slider that never rests; a full one makes way.
   */
  async function run(pace: Pace = "full"): Promise<void> {
    if (bars.value === null || issues.value.length > 0) return;
    clearTimeout(resting);
    wanted = pace;
    if (current !== null) {
      if (running === "full") current.abort();
      return;
    }
    while (wanted !== null && issues.value.length === 0) {
      running = wanted;
      wanted = null;
      await runOnce(running);
    }
    if (running === "quick" && failure.value === null) {
      resting = setTimeout(() => void run("full"), REST_MS);
    }
  }

  async function runOnce(pace: Pace): Promise<void> {
    const control = new AbortController();
    current = control;
    activity.value = "computing";
    const asked = config.value;
    try {
      const done = await tabEngine().call(
        {
          kind: "run",
          config: asked,
          points: CURVE_POINTS,
          quick: pace === "quick",
        },
        {
          signal: control.signal,
          onProgress: (now) => {
            progress.value = now;
          },
        },
      );
      result.value = done.result;
      totalMs.value = done.totalMs;
      failure.value = null;
      stale.value = config.value !== asked;
    } catch (error) {
      const problem = asFailure(error);
      if (problem.code !== "ABORTED") failure.value = problem;
    } finally {
      current = null;
      activity.value = "idle";
      progress.value = null;
    }
  }

  /** Changes one value of the configuration; runs it when runs follow changes. */
  function set(path: string, value: unknown): void {
    if (valueAt(config.value, path) === value) return;
    config.value = withValue(config.value, path, value);
    stale.value = result.value !== null;
    if (live.value) void run("quick");
  }

  /** Puts another configuration on the bench. */
  function load(next: ConfigInput): void {
    config.value = next;
    stale.value = result.value !== null;
    if (live.value) void run("quick");
  }

  function stop(): void {
    wanted = null;
    clearTimeout(resting);
    current?.abort();
  }

  function pin(label: string): void {
    pinned.value = result.value === null ? null : { label, result: result.value };
  }

  return {
    bars,
    dataSet,
    beside,
    config,
    issues,
    result,
    totalMs,
    pinned,
    failure,
    progress,
    activity,
    stale,
    live,
    barsPerSecond,
    openFiles,
    putBeside,
    openSample,
    openDataSet,
    useThere,
    runThere,
    run,
    set,
    load,
    stop,
    pin,
    unpin: () => {
      pinned.value = null;
    },
  };
});

/** What was caught, as a failure with a code. */
export function asFailure(error: unknown): TabFailure {
  if (error instanceof TabFailure) return error;
  if (error instanceof ApiFailure) {
    const { code, message, hint, field } = error;
    return new TabFailure({ code, message, hint, field });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TabFailure({ code: "INTERNAL", message, hint: null, field: null });
}
