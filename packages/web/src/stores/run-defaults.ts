/** What a new session begins with. */
import {
  type ConfigInput,
  describeStrategy,
  listStrategies,
  starterStrategy,
} from "@perpmill/engine";

/** Timeframes that K-lines are shown in. */
export const TIMEFRAMES = [
  "1m",
  "3m",
  "5m",
  "15m",
  "30m",
  "1h",
  "2h",
  "4h",
  "6h",
  "12h",
  "1d",
  "1w",
];

export interface RunDefaults {
  /** above 0 */
  initialBalance: number;
  /** 1 to 125 */
  leverage: number;
  /** id of a strategy */
  strategy: string;
  /** name of a preset */
  instrument: string;
  /** one of TIMEFRAMES */
  timeframe: string;
}

export const FIRST_DEFAULTS: Readonly<RunDefaults> = {
  initialBalance: 10_000,
  leverage: 5,
  strategy: "dual-maker",
  instrument: "ETHUSDT",
  timeframe: "1h",
};

/** Limits of the numbers, which are the engine's. */
export const LIMITS = {
  initialBalance: { min: 0.000_001, max: 1e12 },
  leverage: { min: 1, max: 125 },
} as const;

function within(value: unknown, { min, max }: { min: number; max: number }): value is number {
  return typeof value === "number" && value >= min && value <= max;
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Defaults as they were kept; what is missing or cannot be is as at first. */
export function readDefaults(kept: unknown): RunDefaults {
  const found: Partial<Record<keyof RunDefaults, unknown>> =
    typeof kept === "object" && kept !== null ? kept : {};
  const { initialBalance, leverage, strategy, instrument, timeframe } = found;
  const first = FIRST_DEFAULTS;
  return {
    initialBalance: within(initialBalance, LIMITS.initialBalance)
      ? initialBalance
      : first.initialBalance,
    leverage: within(leverage, LIMITS.leverage) ? leverage : first.leverage,
    strategy: isName(strategy) ? strategy : first.strategy,
    instrument: isName(instrument) ? instrument : first.instrument,
    timeframe: TIMEFRAMES.find((one) => one === timeframe) ?? first.timeframe,
  };
}

/** The configuration that a new session has on its bench; of the first strategy where theirs is not known. */
export function startConfig(defaults: RunDefaults): ConfigInput {
  const { instrument, initialBalance, leverage, strategy } = defaults;
  const known = listStrategies().find(({ id }) => id === strategy);
  return {
    instrument,
    account: { initialBalance, leverage },
    strategy: starterStrategy(known ?? describeStrategy(FIRST_DEFAULTS.strategy)),
  };
}
