/** Compares a result with the files of a shared case, by the rules of its compare.py. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { equityCsv, tradesCsv } from "../../src/reports/csv.js";
import { resultJson } from "../../src/reports/result-json.js";
import type { BacktestResult } from "../../src/runs/result.js";

const RELATIVE = 1e-6;
const ABSOLUTE = 1e-8;
const EXACT = new Set(["semantics", "bars", "fills", "makerFills", "takerFills", "closedFills"]);
/** another program may differ in a last bit of equity */
const NOT_COMPARED = new Set(["resultHash", "tradesHash"]);
const NAMES = new Set(["side", "positionSide", "liquidity", "reason"]);

type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): Row[] {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
}

function isClose(a: number, b: number, relative = RELATIVE, absolute = ABSOLUTE): boolean {
  return (
    a === b || Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)))
  );
}

function sameCell(name: string, expected: Row, got: Row): boolean {
  if (NAMES.has(name)) return expected[name] === got[name];
  const a = Number(expected[name]);
  const b = Number(got[name]);
  if (name === "time") return a === b;
  if (name === "price") return isClose(a, b, expected.reason === "liquidation" ? 1e-7 : 1e-9, 0);
  if (name === "quantity") return isClose(a, b, 1e-9, 0);
  return isClose(a, b);
}

function tradeDifferences(expected: readonly Row[], got: readonly Row[]): string[] {
  const differences: string[] = [];
  if (expected.length !== got.length)
    differences.push(`${expected.length} trades, got ${got.length}`);
  for (let row = 0; row < Math.min(expected.length, got.length); row++) {
    const wrong = Object.keys(expected[row]).filter(
      (name) => !sameCell(name, expected[row], got[row]),
    );
    for (const name of wrong) {
      differences.push(`trade ${row}: ${name} ${expected[row][name]}, got ${got[row][name]}`);
    }
  }
  return differences;
}

function metricDifferences(expected: object, got: object, prefix = ""): string[] {
  return Object.entries(expected).flatMap(([name, a]: [string, unknown]): string[] => {
    if (NOT_COMPARED.has(name)) return [];
    if (!Object.hasOwn(got, name))
      return [`${prefix}${name}: expected ${String(a)}, got no such key`];
    const b: unknown = Reflect.get(got, name);
    if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) {
      return metricDifferences(a, b, `${prefix}${name}.`);
    }
    const numbers = typeof a === "number" && typeof b === "number";
    const exact = EXACT.has(name) || prefix === "rejected.";
    const same = numbers && !exact ? isClose(a, b) : a === b;
    return same ? [] : [`${prefix}${name}: expected ${String(a)}, got ${String(b)}`];
  });
}

function equityDifferences(expected: readonly Row[], got: readonly Row[]): string[] {
  const byTime = new Map(got.map((row) => [row.time, Number(row.equity)]));
  return expected.flatMap(({ time, equity }) => {
    const value = byTime.get(time) ?? Number.NaN;
    return isClose(Number(equity), value)
      ? []
      : [`equity at ${time}: expected ${equity}, got ${value}`];
  });
}

/** Every difference of the files that a result is written to from the expected ones of a case. */
export function caseDifferences(folder: string, result: BacktestResult): string[] {
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const written: object = JSON.parse(JSON.stringify(resultJson(result)));
  return [
    ...tradeDifferences(
      rowsOf(text("expected.trades.csv")),
      rowsOf([...tradesCsv(result.trades)].join("")),
    ),
    ...metricDifferences(JSON.parse(text("expected.result.json")), written),
    ...equityDifferences(
      rowsOf(text("expected.equity.csv")),
      rowsOf([...equityCsv(result.equity)].join("")),
    ),
  ];
}
