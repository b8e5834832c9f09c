/**
 * The library ccxt, which knows many exchanges: an optional peer, loaded only when it is asked for. Of
 * its large interface only what downloads need is written down here.
 */
import { PerpmillError } from "../errors.js";

export interface CcxtMarket {
  readonly symbol: string;
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly spot?: boolean;
  readonly swap?: boolean;
  readonly linear?: boolean;
  readonly inverse?: boolean;
  /** UTC ms of its listing */
  readonly created?: number;
}

/** `[time, open, high, low, close, volume]` */
export type CcxtBar = readonly (number | undefined)[];

type FetchBars = (
  symbol: string,
  timeframe: string,
  sinceMs: number,
  limit: number,
) => Promise<CcxtBar[]>;

export interface CcxtExchange {
  readonly urls: { api: unknown };
  readonly timeframes: Readonly<Record<string, unknown>>;
  readonly has: Readonly<Record<string, unknown>>;
  /** what requests may ask for, by kind of market; not every exchange is described */
  readonly features?: unknown;
  loadMarkets(): Promise<Readonly<Record<string, CcxtMarket>>>;
  readonly fetchOHLCV: FetchBars;
  readonly fetchMarkOHLCV: FetchBars;
  readonly fetchIndexOHLCV: FetchBars;
  readonly fetchPremiumIndexOHLCV: FetchBars;
  fetchFundingRateHistory(
    symbol: string,
    sinceMs: number,
    limit: number,
  ): Promise<{ readonly timestamp: number; readonly fundingRate: number }[]>;
}

/** The classes of exchanges by name, and the error that stands for everything worth trying again. */
export interface CcxtLibrary {
  readonly exchanges: readonly string[];
  readonly NetworkError: new () => Error;
  readonly [name: string]: unknown;
}

async function importCcxt(): Promise<{ readonly default: unknown }> {
  // A name that is no literal: types of this size would slow every compilation.
  const name = "ccxt";
  return import(name);
}

/**
 * Loads the library.
 * @param load replaced in tests
 * @throws PACKAGE_MISSING when it is not installed
 */
export async function loadCcxt(load = importCcxt): Promise<CcxtLibrary> {
  try {
    return (await load()).default as CcxtLibrary;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new PerpmillError("PACKAGE_MISSING", {
      message: "downloads from other exchanges need the package ccxt, which is not installed",
      hint: "Run: npm install ccxt@4.5.84",
      cause,
    });
  }
}

/** Puts another host in place of every address of an exchange's API. */
function redirect(addresses: unknown, host: string): unknown {
  if (typeof addresses === "string") return addresses.replace(/^[a-z]+:\/\/[^/]+/, host);
  if (typeof addresses !== "object" || addresses === null) return addresses;
  return Object.fromEntries(
    Object.entries(addresses).map(([name, one]) => [name, redirect(one, host)]),
  );
}

/**
 * An exchange of the library.
 * @param apiUrl host that is asked in its place, without a slash at the end
 * @throws USAGE for an unknown name
 */
export function openExchange(library: CcxtLibrary, name: string, apiUrl?: string): CcxtExchange {
  const Exchange = library.exchanges.includes(name) ? library[name] : undefined;
  if (typeof Exchange !== "function") {
    throw new PerpmillError("USAGE", {
      message: `ccxt has no exchange ${name}`,
      hint: `There are ${library.exchanges.length}, such as okx, bybit, bitget and gate.`,
    });
  }
  const exchange = Reflect.construct(Exchange, [{ enableRateLimit: true }]) as CcxtExchange;
  if (apiUrl !== undefined) exchange.urls.api = redirect(exchange.urls.api, apiUrl);
  return exchange;
}
