/** Ways to cut time: calendar months, quarters, half-years and years of UTC, or two halves of the data. */
export const TIME_SPLITS = ["month", "quarter", "half-year", "year", "halves"] as const;
export type TimeSplit = (typeof TIME_SPLITS)[number];
