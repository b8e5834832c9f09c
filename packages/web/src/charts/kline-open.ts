/** A chart of the library as this app wants it, before it has bars. */
import { type Chart, init } from "klinecharts";
import { type Drawings, registerKlineDrawings } from "./kline-drawings";
import { BAR_SPACE, EMPTY_PX, type KlineLook, tickTexts } from "./kline-look";
import { CANDLES } from "./kline-panes";
import { klineStyles } from "./kline-styles";

/** px between the newest bar and the axis */
const RIGHT_PX = 24;

/**
 * @param host an element with a size
 * @param look asked for whenever something is written
 * @param drawings asked for at each frame
 */
export function openChart(
  host: HTMLElement,
  look: () => KlineLook,
  drawings: () => Drawings | null,
): Chart {
  const chart = init(host, {
    styles: klineStyles(look().colour),
    hotkey: { enabled: false },
    layout: { barSpaceLimit: BAR_SPACE, yAxis: { gap: { top: 0.16, bottom: 0.08 } } },
  });
  if (chart === null) throw new Error("the chart needs an element");
  // The library asks for the first place in the order of keys; the pane around it has the keys.
  host.querySelector("[tabindex]")?.setAttribute("tabindex", "-1");
  chart.setDecimalFold({ format: (value) => String(value) });
  chart.setOffsetRightDistance(RIGHT_PX);
  chart.setMaxOffsetRightDistance(EMPTY_PX);
  chart.setMaxOffsetLeftDistance(EMPTY_PX);
  const name = registerKlineDrawings();
  chart.createIndicator({ name, id: name, paneId: CANDLES, extendData: drawings }, true);
  chart.overrideXAxis({
    name: "normal",
    createTicks: ({ defaultTicks }) => tickTexts(defaultTicks, look()),
  });
  return chart;
}
