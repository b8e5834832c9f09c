/** What is made worse, in the order in which it is shown. */
export const STRESS_NAMES = [
  "makerFee",
  "takerFee",
  "slippage",
  "noRebate",
  "funding",
  "refresh",
  "everything",
  "makerFeeHard",
  "slippageHard",
  "fundingHard",
] as const;
export type StressName = (typeof STRESS_NAMES)[number];
