/** What every format of a sweep's file has in common. */
import type { SweepRows } from "../../sweeps/sweep-options.js";

/** Takes rows in order. */
export interface RowsWriter {
  rows(rows: SweepRows): Promise<void>;
  /** @param summary what belongs to all rows; formats of nothing but rows leave it out */
  end(summary: object): Promise<void>;
}
