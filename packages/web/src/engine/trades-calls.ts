/** Answers of the engine worker about fills: which runs it keeps, and what is looked at of them. */
import { explainFill, PerpmillError, type RunInputs, type TradeColumns } from "@perpmill/engine";
import { TradesBook, type TradesSelection } from "./trades-book";
import { tradesOfFile } from "./trades-file";
import type { TradesAnswers, TradesRequest, TradesView } from "./trades-protocol";

/** Views that can be asked; older ones are forgotten. */
const VIEWS_KEPT = 8;

/** A run in the tab: its fills, and what it was run on. */
export interface HeldRun {
  readonly trades: TradeColumns;
  readonly inputs: RunInputs;
}

let lastId = 0;
/** The newest run in the tab; the book of its fills is made when it is first asked for. */
let newest: HeldRun | null = null;
let newestBook: TradesBook | null = null;
/** of runs of the server */
const books = new Map<number, TradesBook>();
const views = new Map<number, { readonly book: number | null; readonly of: TradesSelection }>();

/** Keeps the fills of a run in the tab in the place of those of the one before; null: there is none. */
export function holdTrades(run: HeldRun | null): void {
  newest = run;
  newestBook = null;
  dropViews(null);
}

function dropViews(book: number | null): void {
  for (const [id, view] of views) if (view.book === book) views.delete(id);
}

function gone(): PerpmillError {
  return new PerpmillError("ABORTED", {
    message: "another run has taken the place of this one",
  });
}

function bookOf(id: number | null): TradesBook {
  if (id !== null) {
    const book = books.get(id);
    if (book === undefined) throw gone();
    return book;
  }
  if (newest === null) throw gone();
  newestBook ??= new TradesBook(newest.trades);
  return newestBook;
}

function view({ book, filter, sort }: Extract<TradesRequest, { kind: "tradesView" }>): TradesView {
  const of = bookOf(book).select(filter, sort);
  const id = ++lastId;
  views.set(id, { book, of });
  const [oldest] = views.keys();
  if (views.size > VIEWS_KEPT && oldest !== undefined) views.delete(oldest);
  return { id, ...of.facts };
}

function selection(id: number): TradesSelection {
  const found = views.get(id);
  if (found === undefined) throw gone();
  return found.of;
}

/**
 * @throws ABORTED for what was forgotten, as another run took its place; FORMAT_DAMAGED
 */
export async function answerTrades(
  request: TradesRequest,
  signal: AbortSignal,
): Promise<TradesAnswers[keyof TradesAnswers]> {
  switch (request.kind) {
    case "openTrades": {
      const columns = tradesOfFile(await request.file.arrayBuffer());
      const id = ++lastId;
      books.set(id, new TradesBook(columns));
      return id;
    }
    case "closeTrades":
      books.delete(request.book);
      dropViews(request.book);
      return null;
    case "tradesView":
      return view(request);
    case "tradesRows":
      return selection(request.view).rows(request.first, request.end);
    case "tradesFind":
      return selection(request.view).find(request.place);
    case "tradesMarkers":
      return selection(request.view).markers(request.fromMs, request.toMs, request.intervalMs);
    case "tradesCsv":
      return selection(request.view).csv();
    case "explainFill":
      if (newest === null) throw gone();
      return explainFill({ ...newest.inputs, fill: request.row, signal });
  }
}
