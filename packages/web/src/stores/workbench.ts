/**
 * The bench of the tab: the bars that are open, the configuration on it, its newest result. Runs that a
 * later change has overtaken are cancelled; the result that is shown never goes backwards.
 */
import type { ConfigInput, ResultJson } from "@perpmill/engine";
import type { DataSetSummary, RunAccepted, StartRunBody } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { request } from "../api/client";
import { download } from "../api/transfer";
import { asFailure } from "../engine/as-failure";
import { configIssues, takesFunding } from "../engine/config-issues";
import { valueAt, withValue } from "../engine/config-path";
import { rangeOf, touches, WHOLE_RANGE, withRange } from "../engine/config-range";
import type { BesideKind } from "../engine/market-protocol";
import type { BarsFacts, TabProgress } from "../engine/protocol";
import { type TabFailure, tabEngine } from "../engine/tab-engine";
import { useOwnStrategiesStore } from "./own-strategies";
import { startConfig } from "./run-defaults";
import { type Pace, RunQueue } from "./run-queue";
import { useSettingsStore } from "./settings";
import { useStaleness } from "./staleness";

/** Points of each curve: about two a pixel of a wide screen. */
const CURVE_POINTS = 2400;
/** Rest after the last change before a result gets its hashes. */
const REST_MS = 400;
/** How long code of a user may take for a word of it. */
const SILENCE_MS = 10_000;
const SAMPLE_BARS = 2_628_000;

const NOTHING_BESIDE = { mark: null, funding: null } as const;

type Opener = () => Promise<BarsFacts>;

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
  const { stale, lagging, markStale, markShown } = useStaleness();
  const live = ref(true);
  const own = useOwnStrategiesStore();
  /** how many changes the configuration on the bench, and that of the result, have had */
  const version = ref(0);
  const shownVersion = ref(0);

  const queue = new RunQueue({
    run: runOnce,
    ready: () => bars.value !== null && issues.value.length === 0,
    now: () => performance.now(),
    restMs: REST_MS,
  });
  /** opens the bars again, which a worker that broke down has lost */
  let reopen: Opener | null = null;
  let lost = false;

  const surroundings = computed(() => ({
    intervalMs: bars.value?.intervalMs ?? dataSet.value?.intervalMs ?? null,
    hasFunding: (bars.value?.funding ?? beside.value.funding) !== null,
    strategies: own.descriptors,
  }));
  /** what the engine would refuse; nothing runs before it is put right */
  const issues = computed(() => configIssues(config.value, surroundings.value));

  const barsPerSecond = computed(() => {
    const ms = result.value?.timing.runMs;
    return ms === null || ms === undefined || ms <= 0 ? null : (result.value!.bars / ms) * 1000;
  });

  async function read(open: Opener, of: DataSetSummary | null = null): Promise<void> {
    const facts = await opened(open);
    if (facts === null) return;
    place(facts, of);
    reopen = open;
    clearResult();
    pinned.value = null;
    await run();
  }

  /** Null when it failed: `failure` says why. */
  async function opened(open: Opener): Promise<BarsFacts | null> {
    queue.stop();
    activity.value = "reading";
    failure.value = null;
    progress.value = null;
    try {
      const facts = await open();
      lost = false;
      tabEngine().onStopped = onStopped;
      return facts;
    } catch (error) {
      failure.value = asFailure(error);
      return null;
    } finally {
      activity.value = "idle";
      progress.value = null;
    }
  }

  function onStopped(why: TabFailure): void {
    lost = true;
    failure.value = why;
  }

  function clearResult(): void {
    result.value = null;
    totalMs.value = null;
    markShown(false);
  }

  /** Something else is to be run. */
  function changed(): void {
    version.value++;
    if (result.value !== null) markStale();
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
    changed();
    await run();
  }

  const follow = (now: TabProgress) => {
    progress.value = now;
  };

  function openFiles(files: readonly File[]): Promise<void> {
    return read(() => tabEngine().call({ kind: "openFiles", files }, { onProgress: follow }));
  }

  function openSample(): Promise<void> {
    return read(() => tabEngine().call({ kind: "openSample", bars: SAMPLE_BARS, seed: 1 }));
  }

  /** Fetches the bars of a data set of the server. */
  function openDataSet(set: DataSetSummary): Promise<void> {
    const { name, origin } = set;
    return read(async () => {
      const columns = await download(`data/${set.id}/columns`, { onProgress: follow });
      const synthetic = origin === "synthetic";
      return tabEngine().call({ kind: "openColumns", columns, name, synthetic });
    }, set);
  }

  /** Takes a data set of the server to be run on there: its bars stay where they are. */
  function useThere(set: DataSetSummary): void {
    queue.stop();
    bars.value = null;
    clearResult();
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

  /** Runs what is on the bench; a worker that broke down gets its bars again first. */
  async function run(pace: Pace = "full"): Promise<void> {
    if (await revive()) await queue.ask(pace);
  }

  /** Has the bars in the worker again after it broke down. False: they could not be read. */
  async function revive(): Promise<boolean> {
    if (!lost || reopen === null) return true;
    const facts = await opened(reopen);
    if (facts !== null) bars.value = facts;
    return facts !== null;
  }

  async function runOnce(pace: Pace, signal: AbortSignal): Promise<boolean> {
    activity.value = "computing";
    const asked = version.value;
    try {
      const { value: wanted } = config;
      const strategy = await own.runnable(wanted.strategy.name);
      const { result: done, totalMs: took } = await tabEngine().call(
        { kind: "run", config: wanted, points: CURVE_POINTS, quick: pace === "quick", strategy },
        { signal, onProgress: follow, ...(strategy === null ? {} : { silenceMs: SILENCE_MS }) },
      );
      if (signal.aborted) return false;
      result.value = done;
      totalMs.value = took;
      shownVersion.value = asked;
      failure.value = null;
      markShown(version.value !== asked);
      return true;
    } catch (error) {
      const problem = asFailure(error);
      if (problem.code !== "ABORTED") failure.value = problem;
      return false;
    } finally {
      if (activity.value === "computing") activity.value = "idle";
      progress.value = null;
    }
  }

  /** Changes one value of the configuration; runs it when runs follow changes. */
  function set(path: string, value: unknown): void {
    if (valueAt(config.value, path) === value) return;
    config.value = withValue(config.value, path, value);
    changed();
    if (live.value) void run("quick");
  }

  /** Puts another configuration on the bench. */
  function load(next: ConfigInput): void {
    config.value = next;
    changed();
    if (live.value) void run("quick");
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
    surroundings,
    result,
    totalMs,
    pinned,
    failure,
    progress,
    activity,
    stale,
    lagging,
    live,
    shownVersion,
    barsPerSecond,
    openFiles,
    putBeside,
    openSample,
    openDataSet,
    useThere,
    runThere,
    run,
    revive,
    set,
    load,
    stop: () => queue.stop(),
    pin,
    unpin: () => {
      pinned.value = null;
    },
  };
});
