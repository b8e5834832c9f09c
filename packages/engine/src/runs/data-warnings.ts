/** Warnings about what the data did not hold. */
import type { PreparedRun } from "./prepare.js";
import type { RunWarning } from "./result.js";

/** Rows that `onBadRow: "skip"` left out. */
function rowsSkipped({ bars }: PreparedRun): RunWarning[] {
  if (bars.skippedRows === 0) return [];
  const reasons = bars.skippedReasons ?? [];
  const first = reasons.length === 0 ? "" : ` First: ${reasons[0]}.`;
  return [
    {
      code: "BARS_SKIPPED",
      message: `${bars.skippedRows} rows of ${bars.source.name} were left out, and what they would have shown is not in this result.${first}`,
      details: { rows: bars.skippedRows, source: bars.source.name },
    },
  ];
}

/** Bars that were marked at their last price. */
function markPartial({ bars, markedBars }: PreparedRun): RunWarning[] {
  if (markedBars === null || markedBars === bars.count) return [];
  const missing = bars.count - markedBars;
  return [
    {
      code: "MARK_PARTIAL",
      message:
        markedBars === 0
          ? "The mark series has no row for any bar of the run: it was marked at last prices throughout. Check its symbol and span."
          : `The mark series has no row for ${missing} of ${bars.count} bars: those were marked at last prices.`,
      details: { missing, bars: bars.count },
    },
  ];
}

/** Every warning about the data of a run. */
export function dataWarnings(prepared: PreparedRun): RunWarning[] {
  return [...rowsSkipped(prepared), ...markPartial(prepared)];
}
