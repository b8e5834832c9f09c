/** The sweep that is looked at: one that runs in the tab, or one that was kept. */
import type { SweepProgress } from "@perpmill/engine";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { asFailure } from "../engine/as-failure";
import type { SweepPart, TabSweepEnd } from "../engine/sweep-protocol";
import { type TabFailure, tabEngine } from "../engine/tab-engine";
import { StudyDatabase, type StudyRecord } from "../local/study-database";
import { sharedData } from "../views/run/inspector/bench-data";
import {
  keptSweep,
  type SweepDocument,
  type SweepStudy,
} from "../views/studies/sweep/sweep-document";
import { StudyRows } from "../views/studies/table/study-rows";
import { useOwnStrategiesStore } from "./own-strategies";
import { useSweepDraftStore } from "./sweep-draft";
import { useWorkbenchStore } from "./workbench";

export type SweepState = "running" | "done" | "stopped" | "failed";

export const useSweepsStore = defineStore("sweeps", () => {
  const bench = useWorkbenchStore();
  const own = useOwnStrategiesStore();
  const setup = useSweepDraftStore();
  const database = new StudyDatabase();

  const study = shallowRef<SweepStudy | null>(null);
  const state = ref<SweepState>("done");
  /** rises when rows have come */
  const version = ref(0);
  const progress = shallowRef<SweepProgress | null>(null);
  const end = shallowRef<TabSweepEnd | null>(null);
  const failure = shallowRef<TabFailure | null>(null);
  /** what is left by the pace so far, ms; null: not known yet */
  const leftMs = ref<number | null>(null);
  const kept = shallowRef<readonly StudyRecord[] | null>(null);
  /** why the browser keeps no studies; null: it does */
  const notKept = ref<string | null>(null);
  let current: AbortController | null = null;
  let beganMs = 0;

  const running = computed(() => state.value === "running" && study.value !== null);

  function take({ progress: now, rows }: SweepPart, of: SweepStudy): void {
    if (study.value !== of) return;
    if (rows !== null) of.rows.take(rows);
    progress.value = now;
    const ran = now.done - now.reused;
    const spent = performance.now() - beganMs;
    leftMs.value = ran === 0 ? null : (spent / ran) * (now.total - now.done);
    version.value++;
  }

  function show(next: SweepStudy, as: SweepState): void {
    current?.abort();
    current = null;
    study.value = next;
    state.value = as;
    progress.value = null;
    end.value = null;
    failure.value = null;
    leftMs.value = null;
    version.value++;
  }

  async function run(next: SweepStudy): Promise<void> {
    show(next, "running");
    const control = new AbortController();
    current = control;
    beganMs = performance.now();
    const isMine = () => study.value === next && current === control;
    try {
      const strategy = await own.runnable(next.sweep.config.strategy.name);
      const done = await tabEngine().call(
        { kind: "sweep", sweep: next.sweep, strategy },
        { signal: control.signal, onPart: (part) => take(part, next) },
      );
      if (!isMine()) return;
      end.value = done;
      state.value = "done";
    } catch (error) {
      if (!isMine()) return;
      const problem = asFailure(error);
      state.value = problem.code === "ABORTED" ? "stopped" : "failed";
      if (state.value === "failed") failure.value = problem;
    } finally {
      if (isMine()) {
        current = null;
        version.value++;
        await keep(next);
      }
    }
  }

  /** Begins what is set up. */
  async function start(): Promise<void> {
    const { size, sweep, draft } = setup;
    if (size === null || !(await bench.revive())) return;
    setup.stopTrying();
    await run({
      id: crypto.randomUUID(),
      draft,
      sweep,
      data: sharedData(bench.bars, bench.dataSet),
      symbol: bench.bars?.symbol ?? bench.bars?.source ?? null,
      axes: size.axes,
      rows: new StudyRows(size.rows),
    });
  }

  /** Goes on with one that was stopped: the rows that it has are not run again. */
  async function resume(): Promise<void> {
    const before = study.value;
    if (before === null || !(await bench.revive())) return;
    await run({ ...before, rows: new StudyRows(before.rows.total) });
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const value = await work();
      notKept.value = null;
      return value;
    } catch (error) {
      notKept.value = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  async function keep(of: SweepStudy): Promise<void> {
    if (of.rows.length === 0) return;
    const best = progress.value?.best ?? null;
    const record: StudyRecord = {
      id: of.id,
      kind: "sweep",
      savedMs: Date.now(),
      name: null,
      strategy: of.sweep.config.strategy.name,
      symbol: of.symbol,
      done: of.rows.length,
      total: of.rows.total,
      best: best === null ? null : { metric: best.metric, value: best.value },
    };
    await attempt(() => database.keep(record, keptSweep(of, end.value)));
    await list();
  }

  async function list(): Promise<void> {
    const found = await attempt(() => database.list());
    if (found !== null) kept.value = found.filter(({ kind }) => kind === "sweep");
  }

  /** Shows one that was kept. False: it is not there. */
  async function open(id: string): Promise<boolean> {
    if (study.value?.id === id) return true;
    const found = (await attempt(() => database.document(id))) as SweepDocument | null;
    if (found === null) return false;
    const { columns, length, total, end: ended, ...asked } = found;
    show(
      { id, ...asked, rows: StudyRows.of(columns, length, total) },
      ended === null ? "stopped" : "done",
    );
    end.value = ended;
    return true;
  }

  async function remove(id: string): Promise<void> {
    await attempt(() => database.remove(id));
    await list();
  }

  async function rename(id: string, name: string): Promise<void> {
    await attempt(() => database.rename(id, name === "" ? null : name));
    await list();
  }

  return {
    study,
    state,
    running,
    version,
    progress,
    end,
    failure,
    leftMs,
    kept,
    notKept,
    start,
    stop: () => current?.abort(),
    resume,
    list,
    open,
    remove,
    rename,
  };
});
