/**
 * Reads the exchange's own answers: exchangeInfo (tick, step, minimums) and leverage brackets
 * (margin tiers), the latter as the exchange or as ccxt writes them.
 */
import type { MarginTier } from "../config/types.js";
import { PerpmillError } from "../errors.js";

/** Price and size rules of one symbol. */
export interface SymbolFilters {
  readonly tickSize: number;
  readonly stepSize: number;
  readonly minQty: number;
  readonly minNotional: number;
  readonly liquidationFee: number;
}

/** What one file says. */
export interface ReadRules {
  readonly filters: ReadonlyMap<string, SymbolFilters>;
  readonly tiers: ReadonlyMap<string, readonly MarginTier[]>;
  /** UTC ms at which the exchange answered, null when the file does not say */
  readonly timeMs: number | null;
  /** symbols that are no perpetuals margined in their quote currency, or lack a rule */
  readonly skipped: number;
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A number above 0, written as a number or a text; NaN for anything else. */
function positive(value: unknown): number {
  const number =
    typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return number > 0 && Number.isFinite(number) ? number : Number.NaN;
}

function notNegative(value: unknown): number {
  return value === 0 || value === "0" || Number(value) === 0 ? 0 : positive(value);
}

function filtersOf(symbol: Json): SymbolFilters | null {
  const list = Array.isArray(symbol.filters) ? symbol.filters.filter(isRecord) : [];
  const of = (type: string) => list.find(({ filterType }) => filterType === type);
  const rules = {
    tickSize: positive(of("PRICE_FILTER")?.tickSize),
    stepSize: positive(of("LOT_SIZE")?.stepSize),
    minQty: positive(of("LOT_SIZE")?.minQty),
    minNotional: notNegative(of("MIN_NOTIONAL")?.notional ?? of("NOTIONAL")?.minNotional ?? 0),
    liquidationFee: notNegative(symbol.liquidationFee ?? 0),
  };
  return Object.values(rules).some(Number.isNaN) ? null : rules;
}

function isLinearPerpetual({ contractType, quoteAsset, marginAsset }: Json): boolean {
  return /PERPETUAL$/.test(String(contractType)) && quoteAsset === marginAsset;
}

function readExchangeInfo(symbols: readonly unknown[], serverTime: unknown): ReadRules {
  const filters = new Map<string, SymbolFilters>();
  for (const symbol of symbols) {
    if (!isRecord(symbol) || !isLinearPerpetual(symbol)) continue;
    const rules = filtersOf(symbol);
    if (rules !== null && typeof symbol.symbol === "string") filters.set(symbol.symbol, rules);
  }
  const timeMs = Number.isSafeInteger(serverTime) ? (serverTime as number) : null;
  return { filters, tiers: new Map(), timeMs, skipped: symbols.length - filters.size };
}

/** One row of brackets under the names of the exchange or, outside of `info`, of ccxt. */
function tierOf(row: unknown): MarginTier | null {
  if (!isRecord(row)) return null;
  const raw = isRecord(row.info) ? row.info : row;
  const tier = {
    notionalCap: positive(raw.notionalCap ?? row.maxNotional),
    maxLeverage: positive(raw.initialLeverage ?? row.maxLeverage),
    maintenanceRate: positive(raw.maintMarginRatio ?? row.maintenanceMarginRate),
    maintenanceAmount: notNegative(raw.cum ?? Number.NaN),
  };
  const complete = !Number.isNaN(tier.notionalCap + tier.maxLeverage + tier.maintenanceRate);
  return complete ? tier : null;
}

/** Tiers by rising caps; amounts that are not given follow from a margin without jumps. */
function tiersOf(rows: readonly unknown[]): MarginTier[] | null {
  const read = rows.map(tierOf);
  const known = read.filter((tier) => tier !== null);
  if (known.length === 0 || known.length !== read.length) return null;
  known.sort((a, b) => (a.notionalCap ?? 0) - (b.notionalCap ?? 0));
  let before: MarginTier | null = null;
  return known.map((tier) => {
    const amount: number =
      before === null
        ? 0
        : before.maintenanceAmount +
          (before.notionalCap ?? 0) * (tier.maintenanceRate - before.maintenanceRate);
    const given = tier.maintenanceAmount;
    before = { ...tier, maintenanceAmount: Number.isNaN(given) ? amount : given };
    return before;
  });
}

/** `ETHUSDT` of ccxt's `ETH/USDT:USDT`, the symbol itself of the exchange's; null for others. */
function symbolOf(key: string): string | null {
  const unified = /^([^/:]+)\/([^/:]+):([^/:-]+)$/.exec(key);
  if (unified !== null) return unified[2] === unified[3] ? unified[1] + unified[2] : null;
  return /[/:]/.test(key) ? null : key;
}

function readTiers(entries: readonly (readonly [unknown, unknown])[]): ReadRules {
  const tiers = new Map<string, readonly MarginTier[]>();
  for (const [key, rows] of entries) {
    const symbol = typeof key === "string" ? symbolOf(key) : null;
    const read = Array.isArray(rows) ? tiersOf(rows) : null;
    if (symbol !== null && read !== null) tiers.set(symbol, read);
  }
  return { filters: new Map(), tiers, timeMs: null, skipped: entries.length - tiers.size };
}

function recognised(value: unknown): ReadRules | null {
  if (isRecord(value) && Array.isArray(value.symbols)) {
    return readExchangeInfo(value.symbols, value.serverTime);
  }
  const list = Array.isArray(value) ? value : isRecord(value) && value.brackets ? [value] : null;
  if (list !== null) {
    return readTiers(list.filter(isRecord).map(({ symbol, brackets }) => [symbol, brackets]));
  }
  return isRecord(value) ? readTiers(Object.entries(value)) : null;
}

/**
 * The rules in the text of an exchangeInfo or a leverage-bracket answer.
 * @param file for errors
 * @throws INSTRUMENT_FILE_INVALID when it is neither
 */
export function readRules(text: string, file: string): ReadRules {
  const invalid = (message: string, cause?: unknown): PerpmillError =>
    new PerpmillError("INSTRUMENT_FILE_INVALID", {
      message,
      where: { file },
      hint: "Give the JSON answer of exchangeInfo or of leverageBracket, or ccxt's leverage tiers.",
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const rules = recognised(value);
  if (rules !== null && rules.filters.size + rules.tiers.size > 0) return rules;
  throw invalid("no symbol with trading rules or margin tiers is in it");
}
