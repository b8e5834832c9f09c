/** expected.json of a golden case: what the reference makes of its inputs. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReferenceMetrics, ReferenceResult } from "../../../core-wasm/reference/index.js";
import { prepareRun, type RunInputs } from "../../src/runs/prepare.js";
import {
  type BacktestResult,
  LIQUIDITIES,
  POSITION_SIDES,
  TRADE_REASONS,
  type TradeColumns,
} from "../../src/runs/result.js";
import { metricDifferences } from "./outcome.js";
import { referenceMetricDifferences, simulateReference } from "./reference-runner.js";

const EVERY = 50;

/** A trade as the golden files hold it: units, lots and money, without rounding. */
interface GoldenTrade {
  readonly row: number;
  readonly time: number;
  readonly side: string;
  readonly positionSide: string;
  readonly priceUnits: number;
  readonly lots: number;
  readonly fee: number;
  readonly realizedPnl: number;
  readonly liquidity: string;
  readonly reason: string;
  readonly longAfterLots: number;
  readonly shortAfterLots: number;
  readonly balanceAfter: number;
}

export interface Golden {
  readonly metrics: ReferenceMetrics;
  readonly trades: number;
  readonly tradesHash: string;
  readonly resultHash: string;
  /** rows 0, 50, 100, … and the last */
  readonly someTrades: readonly GoldenTrade[];
}

function isKept(row: number, length: number): boolean {
  return row % EVERY === 0 || row === length - 1;
}

function goldenOf(result: ReferenceResult): Golden {
  const { trades, metrics, tradesHash, resultHash } = result;
  const someTrades = trades.flatMap((trade, row): GoldenTrade[] =>
    isKept(row, trades.length)
      ? [
          {
            row,
            time: trade.time,
            side: trade.side,
            positionSide: trade.positionSide,
            priceUnits: trade.priceUnits,
            lots: trade.lots,
            fee: trade.fee,
            realizedPnl: trade.realizedPnl,
            liquidity: trade.liquidity,
            reason: trade.reason,
            longAfterLots: trade.longAfterLots,
            shortAfterLots: trade.shortAfterLots,
            balanceAfter: trade.balanceAfter,
          },
        ]
      : [],
  );
  return { metrics, trades: trades.length, tradesHash, resultHash, someTrades };
}

/** Writes expected.json of a case anew, from the reference. */
export function writeGolden(folder: string, inputs: RunInputs): void {
  const result = simulateReference(prepareRun(inputs), inputs.trades);
  const { someTrades, ...rest } = goldenOf(result);
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const rows = someTrades.map((trade) => `    ${JSON.stringify(trade)}`).join(",\n");
  const text = `${head},\n  "someTrades": [${rows === "" ? "" : `\n${rows}\n  `}]\n}\n`;
  writeFileSync(join(folder, "expected.json"), text);
}

/** expected.json of a case; throws when it is missing. */
export function readGolden(folder: string): Golden {
  const path = join(folder, "expected.json");
  if (!existsSync(path)) throw new Error(`${path} is missing; UPDATE_GOLDEN=1 writes it`);
  return JSON.parse(readFileSync(path, "utf8")) as Golden;
}

function goldenTrade(trades: TradeColumns, row: number): GoldenTrade {
  return {
    row,
    time: trades.timeMs[row],
    side: trades.side[row] > 0 ? "buy" : "sell",
    positionSide: POSITION_SIDES[trades.positionSide[row]],
    priceUnits: trades.priceUnits[row],
    lots: trades.lots[row],
    fee: trades.fee[row],
    realizedPnl: trades.realizedPnl[row],
    liquidity: LIQUIDITIES[trades.liquidity[row]],
    reason: TRADE_REASONS[trades.reason[row]],
    longAfterLots: trades.longAfterLots[row],
    shortAfterLots: trades.shortAfterLots[row],
    balanceAfter: trades.balanceAfter[row],
  };
}

/** A zero of any sign is written as 0. */
function asWritten<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Every difference of a result from what its case expects: bit for bit but for a few metrics. */
export function goldenDifferences(golden: Golden, result: BacktestResult): string[] {
  const { tradesHash, resultHash, ...metrics } = asWritten(result.metrics);
  const rows = golden.someTrades.map(({ row }) => row);
  const got = rows.map((row) => asWritten(goldenTrade(result.trades, row)));
  const differences = [
    ...referenceMetricDifferences(golden.metrics, metrics, result.config.account.initialBalance),
    ...rows.flatMap((row, at) =>
      metricDifferences(golden.someTrades[at], got[at]).map((text) => `trade ${row}: ${text}`),
    ),
  ];
  const expected = {
    trades: golden.trades,
    tradesHash: golden.tradesHash,
    resultHash: golden.resultHash,
  };
  const found = { trades: result.trades.length, tradesHash, resultHash };
  return [...differences, ...metricDifferences(expected, found)];
}
