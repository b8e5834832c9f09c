/** `perpmill run … --follow`: a finished backtest goes on with the market, as a paper run. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { canonicalJson } from "../../config/canonical-json.js";
import { shortestDecimal } from "../../decimal-text.js";
import { PerpmillError } from "../../errors.js";
import type { LiveBar } from "../../live/live-bar.js";
import { paperRun } from "../../live/paper-run-node.js";
import { fillBars } from "../../market-data/fill-bars.js";
import { intervalText, minuteText, numberText } from "../../reports/number-text.js";
import { dataIdentity } from "../../runs/backtest.js";
import { type BacktestResult, TRADE_REASONS } from "../../runs/result.js";
import type { CommandContext } from "../context.js";
import { homeOf } from "../home.js";
import type { Inputs } from "../load-inputs.js";
import { wholeNumber } from "../option-values.js";
import { type RunOptions, runWithProgress, writeOutputs } from "./run-steps.js";

/** Refuses what only a market that has ended can give. */
function checkFollow(
  { config, bars, mark, funding, fill }: Inputs,
  { market }: RunOptions,
  { texts }: CommandContext,
): void {
  const { openEnd, openEndHint } = texts.follow;
  const refuse = (message: string, hint: string): never => {
    throw new PerpmillError("USAGE", { message, hint });
  };
  // A day that is told bar by bar would have to be untold when a hole comes.
  if (fill === "dropDay") refuse(texts.follow.dropDay, texts.follow.dropDayHint);
  if (market === "spot" && (mark !== undefined || funding !== undefined)) {
    refuse(texts.follow.spotSeries, texts.follow.spotSeriesHint);
  }
  // The mark prices of a bar must be over when the bar is.
  if (mark !== undefined && mark.count > 1 && bars.intervalMs % mark.intervalMs !== 0) {
    refuse(
      texts.follow.longMark(intervalText(mark.intervalMs), intervalText(bars.intervalMs)),
      texts.follow.longMarkHint,
    );
  }
  if (config.data.end !== null) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: openEnd,
      where: { field: "data.end" },
      hint: openEndHint,
    });
  }
}

function symbolOf({ config, bars }: Inputs, options: RunOptions, context: CommandContext): string {
  const symbol = options.symbol ?? config.instrument.symbol ?? bars.symbol;
  if (symbol !== null) return symbol.toUpperCase();
  const { noSymbol, noSymbolHint } = context.texts.follow;
  throw new PerpmillError("USAGE", { message: noSymbol, hint: noSymbolHint });
}

/** One folder for one configuration on one set of data. */
function stateFolder(
  { config, bars, mark, funding, fill }: Inputs,
  symbol: string,
  options: RunOptions,
  context: CommandContext,
): string {
  if (options.state !== undefined) return resolve(context.host.cwd, options.state);
  const identity = canonicalJson({
    config,
    data: { ...dataIdentity(bars), fill },
    mark: mark?.source.md5 ?? null,
    funding: funding?.source.md5 ?? null,
    market: options.market ?? "um",
    symbol,
  });
  const name = createHash("md5").update(identity).digest("hex");
  return join(homeOf(options, context), "live", name);
}

/** The fills from one on, a line each. */
function fillLines({ trades }: BacktestResult, from: number): string[] {
  const lines: string[] = [];
  for (let row = from; row < trades.length; row++) {
    const price = trades.priceUnits[row] / 10 ** trades.priceDecimals;
    const size = trades.lots[row] * trades.stepSize;
    const side = trades.side[row] > 0 ? "+" : "\u2212";
    const reason = TRADE_REASONS[trades.reason[row]];
    const digits = (value: number) => shortestDecimal(Number(value.toPrecision(12)));
    lines.push(
      `  ${minuteText(trades.timeMs[row])}  ${side}${digits(size)} @ ${digits(price)}  ${reason}`,
    );
  }
  return lines;
}

function newsText(
  result: BacktestResult,
  news: readonly LiveBar[],
  fillsBefore: number,
  { texts }: CommandContext,
): string {
  const { openTimeMs, close } = news[news.length - 1];
  const equity = `${texts.equity} ${numberText(result.metrics.finalEquity, "money")}`;
  const many = news.length > 1 ? `  ${texts.follow.bars(numberText(news.length, "count"))}` : "";
  const head = `${minuteText(openTimeMs)}  ${close}  ${equity}${many}`;
  return `${[head, ...fillLines(result, fillsBefore)].join("\n")}\n`;
}

/** One line of `--json`: the state after a batch of bars. */
function newsJson(result: BacktestResult, news: readonly LiveBar[]): string {
  const { bars, finalEquity, totalReturn, fills, liquidated, stopped, resultHash } = result.metrics;
  const { last } = result.data;
  const state = { newBars: news.length, bars, last, finalEquity, totalReturn, fills };
  return `${JSON.stringify({ ...state, liquidated, stopped, resultHash })}\n`;
}

/**
 * Runs, shows the result, and goes on with every closed bar until it is stopped.
 * @throws USAGE, CONFIG_INVALID, DOWNLOAD_FAILED, DATASET_BUSY, ABORTED
 */
export async function followCommand(
  inputs: Inputs,
  options: RunOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  checkFollow(inputs, options, context);
  const symbol = symbolOf(inputs, options, context);
  const most =
    options.followBars === undefined
      ? Number.POSITIVE_INFINITY
      : wholeNumber("--follow-bars", options.followBars, 1, texts);
  const folder = stateFolder(inputs, symbol, options, context);
  const { resultText } = await import("../print/result-text.js");
  let seen = 0;
  let fills = 0;
  await paperRun({
    data: {
      bars: inputs.bars,
      mark: inputs.mark ?? null,
      funding: inputs.funding ?? null,
    },
    folder,
    priceDecimals: inputs.config.data.priceDecimals,
    follow: {
      symbol,
      market: options.market,
      nowMs: host.utcMs,
      apiUrl: options.apiUrl ?? (host.env.PERPMILL_API_URL || undefined),
      wsUrl: options.wsUrl ?? (host.env.PERPMILL_WS_URL || undefined),
      signal: host.signal,
      onFailure: ({ message }) => host.stderr.write(`${texts.follow.failed(message)}\n`),
      onLate: (kind, timeMs) =>
        host.stderr.write(`${texts.follow.late(kind, minuteText(timeMs))}\n`),
    },
    run: ({ bars, mark, funding }) =>
      runWithProgress(
        {
          ...inputs,
          bars: fillBars(bars, inputs.fill),
          mark: mark ?? undefined,
          funding: funding ?? undefined,
        },
        options.layer ?? "lazy",
        context,
      ),
    onResult: async (result, news) => {
      await writeOutputs(result, inputs.loadMs, options, context);
      if (options.json === true) host.stdout.write(newsJson(result, news));
      else if (news.length > 0) host.stdout.write(newsText(result, news, fills, context));
      else {
        const before = texts.follow.started(symbol, folder);
        host.stdout.write(resultText(result, { before }, context));
      }
      seen += news.length;
      fills = result.trades.length;
      const { liquidated, stopped } = result.metrics;
      return !liquidated && stopped === null && seen < most;
    },
  });
}
