/** The same bars, filled under every assumption that bars leave open. */
import { FOUR_POINT_MODELS } from "../../config/fine-path.js";
import type { TrustFinding } from "../findings.js";
import { headlineSpreads, isProfitable, rowsRun, type TrustRow } from "../headlines.js";
import type { FillRow, FillSpread } from "../trust-options.js";
import { leastRow, sharesOf, type TrustBasis } from "./part.js";

const RULES = ["touch", "through"] as const;
const CAPS: readonly (number | null)[] = [null, 0.1, 0.02];

/** The assumptions of `envelope`: five path models, two fill rules, and with volume some caps. */
export function fillAssumptions(
  { config }: TrustBasis,
  hasVolume: boolean,
): readonly Pick<FillRow, "model" | "rule" | "maxParticipation">[] {
  const caps = hasVolume ? [...new Set([...CAPS, config.fills.maxParticipation])] : [null];
  return FOUR_POINT_MODELS.flatMap((model) =>
    RULES.flatMap((rule) => caps.map((maxParticipation) => ({ model, rule, maxParticipation }))),
  );
}

/** The configuration under each of them. */
export function fillVariants(
  { config }: TrustBasis,
  assumptions: ReturnType<typeof fillAssumptions>,
): readonly unknown[] {
  return assumptions.map(({ model, rule, maxParticipation }) => ({
    ...config,
    path: { ...config.path, model },
    fills: { ...config.fills, rule, maxParticipation },
  }));
}

/** @param rows of `fillVariants` */
export function fillSpread(
  assumptions: ReturnType<typeof fillAssumptions>,
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
