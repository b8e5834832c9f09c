/** The equity curve in characters. */
import asciichart from "asciichart";
import { axisNumber, dateText } from "../../reports/number-text.js";
import type { EquityColumns } from "../../runs/result.js";

const HEIGHT = 10;

/** One value a column: the last of its stretch, the first column the very first. */
function sampled(values: Float64Array, columns: number): number[] {
  const count = Math.min(columns, values.length);
  if (count < 2) return [...values];
  return Array.from(
    { length: count },
    (_, column) => values[Math.round((column * (values.length - 1)) / (count - 1))],
  );
}

/**
 * Equity over time as lines of text, with its values at the left and its dates below.
 * @param width columns of the terminal
 * @returns empty for fewer than two bars
 */
export function curveText(equity: EquityColumns, width: number): string {
  if (equity.length < 2) return "";
  const values = equity.equity;
  const shown = sampled(values, width);
  const label = axisNumber(Math.max(...shown) - Math.min(...shown), HEIGHT);
  const labelWidth = Math.max(...shown.map((value) => label(value).length)) + 1;
  const columns = Math.max(10, width - labelWidth - 4);
  const plot = asciichart.plot(sampled(values, columns), {
    height: HEIGHT,
    format: (value) => label(value).padStart(labelWidth),
  });
  const first = dateText(equity.openTimeMs[0]);
  const last = dateText(equity.openTimeMs[equity.length - 1]);
  const room = Math.max(1, Math.min(columns, values.length) - first.length - last.length);
  return `${plot}\n${" ".repeat(labelWidth + 2)}${first}${" ".repeat(room)}${last}`;
}
