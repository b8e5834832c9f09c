/** What bars are read from; `csv` is of K-lines, `trades` is CSV of trades. */
export const BAR_FORMATS = ["csv", "trades", "json", "parquet", "arrow", "hdf5", "pickle"] as const;

export type BarFormat = (typeof BAR_FORMATS)[number];
