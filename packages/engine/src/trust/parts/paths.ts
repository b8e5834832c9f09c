/** The same bars, walked in other ways between open and close. */
import { type TrustFinding, worse } from "../findings.js";
import { headlineSpreads, isProfitable, rowsRun, type TrustRow } from "../headlines.js";
import type { PathSpread } from "../trust-options.js";
import { drawnSeed, leastRow, sharesOf, type TrustBasis } from "./part.js";

/** Four points a bar in random order, and sixty along a drawn bridge, which take ten times as long. */
const MODELS = [
  { model: "random", runs: 64 },
  { model: "bridge", runs: 8 },
] as const;
const BRIDGE_POINTS = 60;
const SEEDS = 1;

/** The configuration with other seeds of both models. */
export function pathVariants({ config, seed }: TrustBasis): readonly unknown[] {
  return MODELS.flatMap(({ model, runs }, part) =>
    Array.from({ length: runs }, (_, index) => {
      const path = { model, seed: drawnSeed(seed, SEEDS + part, index), points: BRIDGE_POINTS };
      return { ...config, path };
    }),
  );
}

/** @param rows of `pathVariants` */
export function pathSpreads(rows: readonly TrustRow[], own: TrustRow): readonly PathSpread[] {
  let first = 0;
  return MODELS.map(({ model, runs }) => {
    const part = rowsRun(rows.slice(first, first + runs));
    first += runs;
    return {
      model,
      runs: part.length,
      profitable: part.filter(isProfitable).length,
      spreads: headlineSpreads(part, own.metrics),
    };
  });
}

/** Rounding of sums that run in another order. */
const SAME = 1e-9;

function isSame(row: TrustRow, own: TrustRow): boolean {
  const [total, ownTotal] = [row, own].map(({ metrics }) => metrics.totalReturn ?? Number.NaN);
  return row.metrics.fills === own.metrics.fills && Math.abs(total - ownTotal) <= SAME;
}

/** @param rows of `pathVariants` */
export function pathsFinding(rows: readonly TrustRow[], own: TrustRow): TrustFinding {
  const [random, bridge] = [rows.slice(0, MODELS[0].runs), rows.slice(MODELS[0].runs)];
  const ofRandom = sharesOf(random, own);
  const ofBridge = sharesOf(bridge, own);
  const least = leastRow(rows, ({ metrics }) => metrics.totalReturn);
  const bridges = pathSpreads(rows, own)[1].spreads.find(({ metric }) => metric === "totalReturn");
  return {
    part: "paths",
    grade: worse(ofRandom.grade, ofBridge.grade),
    matters: true,
    reason: rows.every((row) => isSame(row, own)) ? "same" : "drawn",
    value: Math.min(ofRandom.profitable, ofBridge.profitable),
    facts: {
      runs: rowsRun(rows).length,
      profitable: rows.filter(isProfitable).length,
      random: ofRandom.profitable,
      bridge: ofBridge.profitable,
      worst: least?.value ?? null,
      bridgeMedian: bridges?.median ?? null,
      own: own.metrics.totalReturn,
    },
  };
}
