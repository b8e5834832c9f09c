/** Compares a result with what a shared case expects, with the tolerances its README states. */
import type { ReferenceTrade } from "../../reference/index.js";

const EXACT = new Set(["semantics", "bars", "fills", "makerFills", "takerFills", "closedFills"]);
/** not compared: a last bit of equity may differ between programs */
const HASHES = new Set(["resultHash", "tradesHash"]);
const NAMES = ["side", "positionSide", "liquidity", "reason"] as const;
const MONEY = ["fee", "realizedPnl", "longAfter", "shortAfter", "balanceAfter"] as const;

/** True when two numbers agree within a relative or an absolute tolerance. */
export function isClose(a: number, b: number, relative = 1e-6, absolute = 1e-8): boolean {
  return (
    a === b || Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)))
  );
}

/** Differences of trade rows, one text each. */
export function tradeDifferences(
  expected: readonly Record<string, string>[],
  got: readonly ReferenceTrade[],
): string[] {
  const differences: string[] = [];
  for (let i = 0; i < Math.min(expected.length, got.length); i++) {
    const a = expected[i];
    const b = got[i];
    const priceTolerance = a.reason === "liquidation" ? 1e-7 : 1e-9;
    const differs = [
      ...NAMES.filter((name) => a[name] !== b[name]),
      ...(Number(a.time) === b.time ? [] : ["time"]),
      ...(isClose(Number(a.price), b.price, priceTolerance, 0) ? [] : ["price"]),
      ...(isClose(Number(a.quantity), b.quantity, 1e-9, 0) ? [] : ["quantity"]),
      ...MONEY.filter((name) => !isClose(Number(a[name]), b[name])),
    ];
    if (differs.length > 0) {
      differences.push(
        `trade ${i}: ${differs.join(", ")}: expected ${JSON.stringify(a)}, got ${JSON.stringify(b)}`,
      );
    }
  }
  if (expected.length !== got.length) {
    differences.push(`number of trades: expected ${expected.length}, got ${got.length}`);
  }
  return differences;
}

/** Differences of metrics, one text each; nested objects are entered. */
export function metricDifferences(expected: object, got: object, prefix = ""): string[] {
  const differences: string[] = [];
  const values = new Map<string, unknown>(Object.entries(got));
  for (const [key, a] of Object.entries(expected) as [string, unknown][]) {
    if (HASHES.has(key)) continue;
    const b = values.get(key);
    const name = prefix + key;
    if (typeof a === "object" && a !== null && typeof b === "object" && b !== null) {
      differences.push(...metricDifferences(a, b, `${name}.`));
      continue;
    }
    const isExact = EXACT.has(key) || prefix === "rejected.";
    const same =
      typeof a === "number" && typeof b === "number" && !isExact ? isClose(a, b) : Object.is(a, b);
    if (!same) differences.push(`${name}: expected ${String(a)}, got ${String(b)}`);
  }
  return differences;
}

/** Differences of recorded equity at the expected rows, one text each. */
export function equityDifferences(
  expected: readonly Record<string, string>[],
  openTimeMs: readonly number[],
  equity: readonly number[],
): string[] {
  const byTime = new Map(openTimeMs.map((time, i) => [time, equity[i]]));
  return expected.flatMap((row) => {
    const value = byTime.get(Number(row.time));
    if (value === undefined) return [`equity: no row at ${row.time}`];
    if (isClose(Number(row.equity), value)) return [];
    return [`equity at ${row.time}: expected ${row.equity}, got ${value}`];
  });
}
