/** Names of the pages of studies, in their order. */
export const STUDY_PAGES = [
  "sweeps",
  "searches",
  "walkForwards",
  "kFolds",
  "timeSplits",
  "trusts",
] as const;
