/** Names of data sets: `um/ETHUSDT/last-1m`, and the shorter ways of saying the same. */
import { PerpmillError } from "../errors.js";

/** What the rows of a data set are. Premium and index are series whose sign is free. */
export const DATA_KINDS = ["last", "mark", "index", "premium", "funding", "trades"] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Which data set: one market, symbol, kind and interval. */
export interface DataSetId {
  /** `um`, `cm` or `spot` of Binance; of another venue with its name in front: `okx-um` */
  readonly market: string;
  /** in capitals, such as `ETHUSDT` */
  readonly symbol: string;
  readonly kind: DataKind;
  /** `1m`, `4h`, `1d` …; null for funding and trades, which have none */
  readonly interval: string | null;
}

/** Parts of a name; what the text does not say is null. */
export interface DataSetPattern {
  readonly market: string | null;
  readonly symbol: string;
  readonly kind: DataKind | null;
  readonly interval: string | null;
}

const MARKET = /^(?:[a-z0-9]{1,30}-)?(?:um|cm|spot)$/;
// capitals of any script: some contracts have Chinese names
const SYMBOL = /^[\p{Lu}\p{Lo}\p{N}][\p{Lu}\p{Lo}\p{N}_-]{1,39}$/u;
const INTERVAL = /^[1-9]\d{0,4}(?:ms|s|m|h|d|w)$/;
const UNITS: readonly (readonly [number, string])[] = [
  [604_800_000, "w"],
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "m"],
  [1000, "s"],
  [1, "ms"],
];

/** The interval as a name has it: `1m` for 60000, `1h` for 3600000. */
export function intervalName(intervalMs: number): string {
  const [unitMs, unit] = UNITS.find(([ms]) => intervalMs % ms === 0) ?? [1, "ms"];
  return `${intervalMs / unitMs}${unit}`;
}

/** Whether data sets of the kind have an interval. */
export function hasInterval(kind: DataKind): boolean {
  return kind !== "funding" && kind !== "trades";
}

/** The whole name, which is also the folder below the data directory: `um/ETHUSDT/last-1m`. */
export function dataSetName({ market, symbol, kind, interval }: DataSetId): string {
  return `${market}/${symbol}/${interval === null ? kind : `${kind}-${interval}`}`;
}

/**
 * Checks an id before it becomes a folder.
 * @throws CONFIG_INVALID
 */
export function checkDataSetId(id: DataSetId): void {
  const wrong = (field: string, value: string | null, hint: string): PerpmillError =>
    new PerpmillError("CONFIG_INVALID", {
      message: `this cannot be the ${field} of a data set: ${JSON.stringify(value)}`,
      where: { field },
      hint,
    });
  const { market, symbol, kind, interval } = id;
  if (!MARKET.test(market)) {
    throw wrong(
      "market",
      market,
      "Markets are um, cm and spot; of another venue okx-um and so on.",
    );
  }
  if (!SYMBOL.test(symbol)) {
    throw wrong("symbol", symbol, "Symbols are capitals and digits, such as ETHUSDT.");
  }
  if (!DATA_KINDS.includes(kind)) throw wrong("kind", kind, `Kinds are ${DATA_KINDS.join(", ")}.`);
  if (hasInterval(kind) ? interval === null || !INTERVAL.test(interval) : interval !== null) {
    const hint = hasInterval(kind)
      ? "Intervals are a number and a unit, such as 1m, 4h or 1d."
      : `A data set of ${kind} has no interval.`;
    throw wrong("interval", interval, hint);
  }
}

/**
 * What a text such as `ETHUSDT`, `um/ethusdt`, `um/ETHUSDT/1m`, `ETHUSDT/mark-1m` or
 * `um/ETHUSDT/funding` names; null when it cannot be the name of a data set.
 */
export function parseDataSetName(text: string): DataSetPattern | null {
  const parts = text.split("/");
  const market = parts.length > 1 && MARKET.test(parts[0].toLowerCase()) ? parts.shift() : null;
  const symbol = parts.shift()?.toUpperCase() ?? "";
  if (!SYMBOL.test(symbol) || parts.length > 1) return null;
  const detail = parts.length === 0 ? { kind: null, interval: null } : parseDetail(parts[0]);
  return detail === null ? null : { market: market?.toLowerCase() ?? null, symbol, ...detail };
}

function parseDetail(text: string): Pick<DataSetPattern, "kind" | "interval"> | null {
  if (INTERVAL.test(text)) return { kind: null, interval: text };
  const dash = text.indexOf("-");
  const kind = DATA_KINDS.find((name) => name === (dash < 0 ? text : text.slice(0, dash)));
  if (kind === undefined) return null;
  if (dash < 0) return { kind, interval: null };
  const interval = text.slice(dash + 1);
  return INTERVAL.test(interval) && hasInterval(kind) ? { kind, interval } : null;
}

/** The id of a whole name as `dataSetName` writes it; null for anything else. */
export function dataSetIdOf(name: string): DataSetId | null {
  const pattern = parseDataSetName(name);
  if (pattern === null || pattern.market === null || pattern.kind === null) return null;
  const { market, symbol, kind, interval } = pattern;
  const id: DataSetId = { market, symbol, kind, interval };
  return dataSetName(id) === name && hasInterval(kind) === (interval !== null) ? id : null;
}
