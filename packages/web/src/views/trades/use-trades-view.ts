/** The fills of a source, filtered and ordered by the worker, and the rows of it that were asked for. */
import { onScopeDispose, type Ref, ref, shallowRef, watch } from "vue";
import { ApiFailure } from "../../api/failure";
import { asFailure } from "../../engine/as-failure";
import type { TabProgress } from "../../engine/protocol";
import { type TabFailure, tabEngine } from "../../engine/tab-engine";
import type {
  TradeRow,
  TradesFilter,
  TradesPlace,
  TradesSort,
  TradesView,
} from "../../engine/trades-protocol";
import type { TradeSource } from "./trade-source";

/** Rows that come at once. */
const BLOCK = 200;
/** Blocks that are kept: those in sight and where one was lately. */
const BLOCKS_KEPT = 40;

/** What of a view has come, by block. */
interface Blocks {
  readonly view: number;
  readonly rows: Map<number, readonly TradeRow[]>;
  readonly asked: Set<number>;
}

/** Blocks that hold the rows `[first, end)`. */
function blocksOf(first: number, end: number): number[] {
  const from = Math.floor(first / BLOCK);
  return Array.from({ length: Math.ceil(end / BLOCK) - from }, (_, i) => from + i);
}

/** @param source another one may take its place; null: there is nothing yet */
export function useTradesView(
  source: () => TradeSource | null,
  filter: Readonly<Ref<TradesFilter>>,
  sort: Readonly<Ref<TradesSort>>,
) {
  const view = shallowRef<TradesView | null>(null);
  const failure = shallowRef<TabFailure | ApiFailure | null>(null);
  const progress = shallowRef<TabProgress | null>(null);
  /** whether the view is of an earlier run, filter or order */
  const stale = ref(false);
  /** counts what has come, for those who draw it */
  const arrived = ref(0);
  let blocks: Blocks = { view: 0, rows: new Map(), asked: new Set() };
  let opened: { readonly key: string; readonly book: Promise<number | null> } | null = null;
  let wanted = { first: 0, end: 0 };
  let turn = 0;
  let looking = Promise.resolve();
  let control = new AbortController();

  function close(): void {
    control.abort();
    control = new AbortController();
    const before = opened;
    opened = null;
    void before?.book.then(
      (book) => (book === null ? null : tabEngine().call({ kind: "closeTrades", book })),
      () => null,
    );
  }

  function open(of: TradeSource): Promise<number | null> {
    if (opened?.key !== of.key) {
      close();
      const onProgress = (now: TabProgress) => {
        progress.value = now;
      };
      opened = { key: of.key, book: of.open({ signal: control.signal, onProgress }) };
    }
    return opened.book;
  }

  /** Asks for the view anew. */
  function look(): Promise<void> {
    looking = lookNow();
    return looking;
  }

  async function lookNow(): Promise<void> {
    const of = source();
    const asked = ++turn;
    if (of === null) {
      view.value = null;
      return;
    }
    stale.value = view.value !== null;
    try {
      const book = await open(of);
      if (asked !== turn) return;
      progress.value = null;
      const request = { kind: "tradesView", book, filter: filter.value, sort: sort.value } as const;
      const found = await tabEngine().call(request);
      if (asked !== turn) return;
      // What is in sight comes first, so that the table changes at once and never shows nothing.
      const next: Blocks = { view: found.id, rows: new Map(), asked: new Set() };
      await Promise.all(blocksOf(wanted.first, wanted.end).map((block) => fetchBlock(next, block)));
      if (asked !== turn) return;
      blocks = next;
      arrived.value += 1;
      view.value = found;
      failure.value = null;
      stale.value = false;
    } catch (error) {
      if (asked !== turn) return;
      progress.value = null;
      const problem = error instanceof ApiFailure ? error : asFailure(error);
      // Another run is taking the place of this one: its result will ask again.
      if (problem.code === "ABORTED") return;
      opened = null;
      failure.value = problem;
    }
  }

  async function fetchBlock(of: Blocks, block: number): Promise<void> {
    of.asked.add(block);
    const first = block * BLOCK;
    try {
      const request = { kind: "tradesRows", view: of.view, first, end: first + BLOCK } as const;
      of.rows.set(block, await tabEngine().call(request));
      for (const old of of.rows.keys()) {
        if (of.rows.size <= BLOCKS_KEPT) break;
        of.rows.delete(old);
        of.asked.delete(old);
      }
    } catch (error) {
      of.asked.delete(block);
      const problem = asFailure(error);
      if (of === blocks && problem.code !== "ABORTED") failure.value = problem;
      return;
    }
    if (of === blocks) arrived.value += 1;
  }

  /** Sees to it that the rows `[first, end)` come. */
  function want(first: number, end: number): void {
    wanted = { first, end };
    if (view.value === null) return;
    for (const block of blocksOf(first, end)) {
      if (!blocks.asked.has(block)) void fetchBlock(blocks, block);
    }
  }

  /** The fill at a position; null: it has not come. */
  function rowAt(position: number): TradeRow | null {
    const block = Math.floor(position / BLOCK);
    return blocks.rows.get(block)?.[position - block * BLOCK] ?? null;
  }

  /** Position in the view, once it is what was asked for; null when there is none. */
  async function find(place: TradesPlace): Promise<number | null> {
    await looking;
    if (view.value === null) return null;
    try {
      return await tabEngine().call({ kind: "tradesFind", view: view.value.id, place });
    } catch (error) {
      if (asFailure(error).code !== "ABORTED") throw error;
      return null;
    }
  }

  /** One fill, when it has come. */
  async function fetchRow(position: number): Promise<TradeRow | null> {
    const known = rowAt(position);
    if (known !== null || view.value === null) return known;
    const of = blocks;
    await fetchBlock(of, Math.floor(position / BLOCK));
    return of === blocks ? rowAt(position) : null;
  }

  /** TRADES.csv of the view; null: it is gone. */
  async function csv(): Promise<Blob | null> {
    if (view.value === null) return null;
    return tabEngine().call({ kind: "tradesCsv", view: view.value.id });
  }

  watch([() => source()?.key, filter, sort], () => look(), { immediate: true });
  onScopeDispose(() => {
    turn += 1;
    close();
  });

  return { view, failure, progress, stale, arrived, look, want, rowAt, find, fetchRow, csv };
}
