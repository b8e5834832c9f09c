/** What every format of a study's rows has in common. */
import type { SweepRows } from "../sweep-options.js";

/** Takes rows in order. */
export interface RowsWriter {
  rows(rows: SweepRows): Promise<void>;
  /**
   * @param kind what the summary is called
   * @param summary what belongs to all rows; formats of nothing but rows leave it out
   */
  end(kind: string, summary: object): Promise<void>;
}
