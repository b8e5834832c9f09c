/** Figures about bars that the chart library does not have of itself. */
import { registerIndicator } from "klinecharts";
import { averageTrueRange } from "./average-true-range";

let registered = false;

/** Makes `ATR` known to the library; once a page. */
export function registerKlineIndicators(): void {
  if (registered) return;
  registered = true;
  registerIndicator<{ atr?: number }, number>({
    name: "ATR",
    shortName: "ATR",
    series: "price",
    calcParams: [14],
    figures: [{ key: "atr", title: "ATR: ", type: "line" }],
    calc: (bars, { calcParams }) =>
      averageTrueRange(bars, calcParams[0] ?? 14).map((atr) => (atr === null ? {} : { atr })),
  });
}
