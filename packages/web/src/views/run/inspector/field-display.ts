/** In which unit a field of a configuration is shown, and where its slider runs. */

/** Where a slider runs and what it stops at, in the configuration's units. */
export interface FieldSlider {
  readonly from: number;
  readonly to: number;
  readonly scale: "linear" | "log";
  /** the nearest value that makes a difference */
  readonly snap: (value: number) => number;
}

export interface FieldDisplay {
  readonly factor: number;
  readonly unit: string;
  readonly slider: FieldSlider | null;
}

/** To whole steps, without the noise of binary fractions. */
export function snapTo(step: number): (value: number) => number {
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)) + 2));
  return (value) => Number((Math.round(value / step) * step).toFixed(decimals));
}

/** To so many significant digits. */
function snapDigits(digits: number): (value: number) => number {
  return (value) => Number(value.toPrecision(digits));
}

function linear(from: number, to: number, step: number): FieldSlider {
  return { from, to, scale: "linear", snap: snapTo(step) };
}

function log(from: number, to: number): FieldSlider {
  return { from, to, scale: "log", snap: snapDigits(2) };
}

const PERCENT = { factor: 100, unit: "%" };
const BASIS_POINTS = { factor: 1, unit: "bps" };
const SECONDS = { factor: 0.001, unit: "s" };
const TIMES = { factor: 1, unit: "×" };
const TICKS = { factor: 1, unit: "ticks" };
const PLAIN = { factor: 1, unit: "" };
const QUOTE = { factor: 1, unit: "quote" };

type Shown = Omit<FieldDisplay, "slider"> & { readonly slider?: FieldSlider };

/** By path; words that stand in `inspector.unit` are said in the page's language. */
const DISPLAYS: Readonly<Record<string, Shown>> = {
  "data.start": PLAIN,
  "data.end": PLAIN,
  "data.priceDecimals": PLAIN,
  "account.initialBalance": { ...QUOTE, slider: log(100, 1_000_000) },
  "account.leverage": { ...TIMES, slider: linear(1, 20, 0.5) },
  "account.positionMode": PLAIN,
  "account.marginBasis": PLAIN,
  "account.marginBuffer": { ...TIMES, slider: linear(1, 3, 0.05) },
  "path.model": PLAIN,
  "path.seed": PLAIN,
  "path.points": { ...PLAIN, slider: linear(4, 240, 1) },
  "fills.rule": PLAIN,
  "fills.throughTicks": { ...TICKS, slider: linear(0, 20, 1) },
  "fills.maxParticipation": { ...PERCENT, slider: log(0.001, 1) },
  "fills.slippageTicks": { ...TICKS, slider: linear(0, 20, 1) },
  "funding.mode": PLAIN,
  "funding.rate": { ...PERCENT, slider: linear(-0.0005, 0.0005, 0.00001) },
  "funding.intervalHours": { factor: 1, unit: "h" },
  "rebate.rate": { ...PERCENT, slider: linear(0, 1, 0.01) },
  "rebate.payoutDay": { ...PLAIN, slider: linear(1, 31, 1) },
  "risk.maxDrawdown": PERCENT,
  "risk.minEquity": QUOTE,
  "risk.maxDailyLoss": PERCENT,
  "risk.positionStopLoss": PERCENT,
  "volatility.atrPeriod": { factor: 1, unit: "bars" },
  "volatility.high": PERCENT,
  "volatility.extreme": PERCENT,
  "volatility.emergency": PERCENT,
  "volatility.highSpreadMultiplier": TIMES,
  "volatility.extremeSpreadMultiplier": TIMES,
  "volatility.balance": PLAIN,
  "volatility.extremeFlatten": PLAIN,
  "volatility.emergencyClose": PLAIN,
  "quoting.inventorySkew": { ...PERCENT, slider: linear(0, 0.01, 0.0001) },
  "quoting.skewInventoryRatio": { ...PERCENT, slider: linear(0.1, 5, 0.1) },
  "quoting.minProfitBps": BASIS_POINTS,
  "quoting.refreshToleranceBps": BASIS_POINTS,
  "quoting.hangingOrders": PLAIN,
  "quoting.hangingCancelDistance": { ...PERCENT, slider: log(0.001, 1) },
  "quoting.filledOrderDelayMs": SECONDS,
  "quoting.tradingHours": PLAIN,
  "quoting.fundingAvoidBeforeMs": SECONDS,
  "quoting.fundingAvoidAfterMs": SECONDS,
  "output.rejections": PLAIN,
  "instrument.symbol": PLAIN,
  "instrument.tickSize": QUOTE,
  "instrument.stepSize": PLAIN,
  "instrument.minQty": PLAIN,
  "instrument.minNotional": QUOTE,
  "instrument.maxOrderQty": PLAIN,
  "instrument.contractSize": PLAIN,
  "instrument.makerFee": { ...PERCENT, slider: linear(-0.0005, 0.001, 0.00001) },
  "instrument.takerFee": { ...PERCENT, slider: linear(0, 0.001, 0.00001) },
  "instrument.liquidationFee": PERCENT,
  "instrument.tiers.notionalCap": PLAIN,
  "instrument.tiers.maxLeverage": TIMES,
  "instrument.tiers.maintenanceRate": PERCENT,
  "instrument.tiers.maintenanceAmount": PLAIN,
};

/** Paths that have a display of their own. */
export const DISPLAYED_PATHS: ReadonlySet<string> = new Set(Object.keys(DISPLAYS));

/** How a field is shown; one that is not known here as it is written. */
export function displayOf(path: string): FieldDisplay {
  const { factor, unit, slider = null } = DISPLAYS[path] ?? PLAIN;
  return { factor, unit, slider };
}
