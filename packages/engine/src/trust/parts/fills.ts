/** The same bars, filled under every assumption that bars leave open, and under drawn ones. */
import { FOUR_POINT_MODELS } from "../../config/fine-path.js";
import { RandomStream } from "../../synthetic/random.js";
import type { TrustFinding } from "../findings.js";
import { headlineSpreads, isProfitable, rowsRun, type TrustRow } from "../headlines.js";
import type { FillRow, FillSpread } from "../trust-options.js";
import { drawnSeed, leastRow, sharesOf, type TrustBasis } from "./part.js";

const RULES = ["touch", "through"] as const;
const CAPS: readonly (number | null)[] = [null, 0.1, 0.02];

/** Drawn besides, as those of the grid stand at its corners. */
const DRAWN = 32;
const SEEDS = 3;
/** Ticks, each as likely: 0 of them is a fill at the touch. */
const TICKS_MAX = 5;
/** Shares of a bar's volume, evenly on a log scale. */
const CAP_MIN = 0.01;
const CAP_DIGITS = 3;

/** How orders are filled. */
export type FillAssumption = Pick<
  FillRow,
  "model" | "seed" | "rule" | "throughTicks" | "slippageTicks" | "maxParticipation" | "drawn"
>;

function drawnAssumption({ seed }: TrustBasis, index: number, hasVolume: boolean): FillAssumption {
  const random = RandomStream.of(drawnSeed(seed, SEEDS, index), 0);
  const ticks = () => Math.floor(random.next() * (TICKS_MAX + 1));
  const throughTicks = ticks();
  const slippageTicks = ticks();
  const cap = Number((CAP_MIN ** random.next()).toPrecision(CAP_DIGITS));
  return {
    model: "random",
    seed: drawnSeed(seed, SEEDS, DRAWN + index),
    rule: throughTicks === 0 ? "touch" : "through",
    throughTicks,
    slippageTicks,
    maxParticipation: hasVolume ? cap : null,
    drawn: true,
  };
}

/**
 * All assumptions of `envelope` (five path models, two fill rules, and with volume some caps), then
 * drawn ones.
 */
export function fillAssumptions(basis: TrustBasis, hasVolume: boolean): readonly FillAssumption[] {
  const { path, fills } = basis.config;
  const { throughTicks, slippageTicks } = fills;
  const own = { seed: path.seed, throughTicks, slippageTicks, drawn: false };
  const caps = hasVolume ? [...new Set([...CAPS, fills.maxParticipation])] : [null];
  const grid = FOUR_POINT_MODELS.flatMap((model) =>
    RULES.flatMap((rule) =>
      caps.map((maxParticipation) => ({ ...own, model, rule, maxParticipation })),
    ),
  );
  const drawn = Array.from({ length: DRAWN }, (_, index) =>
    drawnAssumption(basis, index, hasVolume),
  );
  return [...grid, ...drawn];
}

/** The configuration under each of them. */
export function fillVariants(
  { config }: TrustBasis,
  assumptions: readonly FillAssumption[],
): readonly unknown[] {
  return assumptions.map(({ model, seed, drawn: _, ...fills }) => ({
    ...config,
    path: { ...config.path, model, seed },
    fills: { ...config.fills, ...fills },
  }));
}

/** @param rows of `fillVariants` */
export function fillSpread(
  assumptions: readonly FillAssumption[],
  rows: readonly TrustRow[],
  own: TrustRow,
): FillSpread {
  return {
    rows: assumptions.map((assumed, at) => ({ ...assumed, ...rows[at] })),
    profitable: rows.filter(isProfitable).length,
    spreads: headlineSpreads(rowsRun(rows), own.metrics),
  };
}

export function fillsFinding({ rows, profitable }: FillSpread, own: TrustRow): TrustFinding {
  const shares = sharesOf(rows, own);
  const least = leastRow(rows, ({ metrics }) => metrics.totalReturn);
  return {
    part: "fills",
    grade: shares.grade,
    matters: true,
    reason: shares.profitable === 1 ? "allProfitable" : "someLose",
    value: shares.profitable,
    facts: {
      runs: rowsRun(rows).length,
      profitable,
      holding: shares.holding,
      worst: least?.value ?? null,
      worstModel: least?.row.model ?? null,
      worstRule: least?.row.rule ?? null,
      worstCap: least?.row.maxParticipation ?? null,
      own: own.metrics.totalReturn,
    },
  };
}
