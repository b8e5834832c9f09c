/** What several tests of configurations start from. */
import { PerpmillError } from "../errors.js";
import { type NormaliseContext, normaliseConfig } from "./normalise.js";

const INSTRUMENT = { symbol: "TESTUSDT", tickSize: "0.01", stepSize: "0.001" };
/** A strategy section with what is required. */
export const STRATEGY = {
  name: "dual-maker",
  bidSpread: 0.0006,
  askSpread: 0.0008,
  size: { equityRatio: 0.1 },
};
/** A configuration with what is required. */
export const MINIMAL = {
  instrument: INSTRUMENT,
  account: { initialBalance: 1000 },
  strategy: STRATEGY,
};

/** Values by path: `{ "fills.rule": "touch" }`, or whole sections. */
export type Change = Readonly<Record<string, unknown>>;

/** The minimal configuration with values replaced. */
export function changed(change: Change): unknown {
  const config: Record<string, Record<string, unknown>> = structuredClone(MINIMAL);
  for (const [path, value] of Object.entries(change)) {
    const [section, key] = path.split(".");
    if (key === undefined) config[section] = value as Record<string, unknown>;
    else config[section] = { ...config[section], [key]: value };
  }
  return config;
}

/** The error that normalising ends in. */
export function failure(input: unknown, context: NormaliseContext = {}): PerpmillError {
  try {
    normaliseConfig(input, context);
  } catch (error) {
    if (error instanceof PerpmillError) return error;
    throw error;
  }
  throw new Error(`expected an error for ${JSON.stringify(input)}`);
}
