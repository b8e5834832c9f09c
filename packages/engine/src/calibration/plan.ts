/** The runs that a calibration makes, from what it is asked. */
import type { NormalisedConfig, PathModel } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { CalibratedModel, CalibrationOptions, FillRuleName } from "./calibration-options.js";

/** Runs that make one row. */
export interface PlannedRow {
  readonly refreshMs: number;
  readonly rule: FillRuleName;
  readonly model: PathModel;
  /** of each run */
  readonly seeds: readonly (number | string)[];
}

export const CALIBRATED_MODELS: readonly CalibratedModel[] = [
  "direction",
  "nearest",
  "lowFirst",
  "highFirst",
  "random",
  "bridge",
];

const RULES: readonly FillRuleName[] = ["touch", "through"];
const SEEDS_MOST = 1000;
const SEEDS_DEFAULT = 8;
/** A third of a bar is the time between two of its four points. */
const SHARES_OF_A_BAR = [1, 3, 12] as const;
const U64 = 2n ** 64n;

type Asked = Pick<CalibrationOptions, "models" | "rules" | "refreshMs" | "seeds">;

function invalid(field: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("CALIBRATION_INVALID", { message, where: { field }, hint });
}

function someOf<Name extends string>(
  field: string,
  given: readonly Name[] | undefined,
  all: readonly Name[],
): readonly Name[] {
  if (given === undefined) return all;
  const unknown = given.find((name) => !all.includes(name));
  if (given.length > 0 && unknown === undefined) return [...new Set(given)];
  const what = unknown === undefined ? "an empty list" : JSON.stringify(unknown);
  throw invalid(field, `${field} is ${what}`, `Name some of ${all.join(", ")}.`);
}

/** Seeds of the drawn models. @throws CALIBRATION_INVALID */
export function seedCount({ seeds = SEEDS_DEFAULT }: Asked): number {
  if (Number.isSafeInteger(seeds) && seeds >= 1 && seeds <= SEEDS_MOST) return seeds;
  throw invalid("seeds", `seeds is ${seeds}`, `Give a whole number from 1 to ${SEEDS_MOST}.`);
}

function refreshTimes({ refreshMs }: Asked, own: number, intervalMs: number): readonly number[] {
  if (refreshMs === undefined) {
    const shares = SHARES_OF_A_BAR.map((parts) => Math.floor(intervalMs / parts));
    return [...new Set([own, ...shares.filter((ms) => ms > 0)])];
  }
  const wrong = refreshMs.find((ms) => !Number.isSafeInteger(ms) || ms < 0);
  if (refreshMs.length > 0 && wrong === undefined) return [...new Set(refreshMs)];
  throw invalid(
    "refreshMs",
    `refreshMs is ${wrong ?? "an empty list"}`,
    "Give whole milliseconds, such as [60000, 20000].",
  );
}

/** Seeds that follow `first`, kept as texts where numbers would round them. */
function seedsFrom(first: number | string, count: number): (number | string)[] {
  return Array.from({ length: count }, (_, n) => {
    const seed = (BigInt(first) + BigInt(n)) % U64;
    return seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : String(seed);
  });
}

/**
 * The rows of a calibration, the truth of each refresh time and rule before its models.
 * @param config complete
 * @throws CALIBRATION_INVALID
 */
export function planRows(
  asked: Asked,
  config: NormalisedConfig,
  intervalMs: number,
): readonly PlannedRow[] {
  const models = someOf("models", asked.models, CALIBRATED_MODELS);
  const rules = someOf("rules", asked.rules, RULES);
  const own = config.path.seed;
  const drawn = seedsFrom(own, seedCount(asked));
  const seedsOf = (model: PathModel) => (model === "random" || model === "bridge" ? drawn : [own]);
  const times = refreshTimes(asked, Number(config.strategy.orderRefreshMs), intervalMs);
  const paths: readonly PathModel[] = ["trades", ...models];
  return times.flatMap((refreshMs) =>
    rules.flatMap((rule) =>
      paths.map((model) => ({ refreshMs, rule, model, seeds: seedsOf(model) })),
    ),
  );
}
