/** `hedge-grid` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import {
  atrPeriod,
  MAX_POSITION_RATIO,
  number,
  ORDER_CHECK_MS,
  SIZE,
  words,
} from "./shared-parameters.js";

export const HEDGE_GRID: StrategyDescriptor = {
  id: "hedge-grid",
  version: 1,
  kernelId: 7,
  positionMode: "hedge",
  keepsOrders: true,
  ...words(
    "Hedge grid",
    "对冲网格",
    "Opens a long and a short at every refresh; each fill gets a take-profit of its own that rests until it fills. Hedge mode.",
    "每次刷新同时挂多头与空头开仓单；每笔成交各有自己的止盈单，一直挂到成交。双向持仓模式。",
  ),
  parameters: [
    number(
      "entryDistance",
      { unit: "ratio", default: 0, range: [0, 0.99], slider: [0, 0.02, 0.0001] },
      words(
        "Entry distance",
        "开仓距离",
        "Distance of opening orders from the price, as a share of it. 0: one tick.",
        "开仓单与价格的距离，占价格的比例。0：一个最小变动价位。",
      ),
    ),
    number(
      "spread",
      { unit: "ratio", range: [0, 0.99], slider: [0.0001, 0.02, 0.0001], scale: "log" },
      words(
        "Take-profit",
        "止盈价差",
        "Distance of an entry's take-profit from the price at which it filled, as a share of that price.",
        "止盈单与开仓成交价的距离，占成交价的比例。",
      ),
    ),
    SIZE,
    number(
      "maxOrders",
      { unit: "count", default: 50, range: [1, 60], slider: [1, 60, 1] },
      words(
        "Most entries",
        "最多开仓笔数",
        "Entries of a side that wait for their take-profit; at this many the side opens no more.",
        "一侧等待止盈的开仓笔数上限，达到后该侧不再开仓。",
      ),
    ),
    MAX_POSITION_RATIO,
    number(
      "balanceThreshold",
      {
        unit: "ratio",
        default: null,
        none: { en: "never", zh: "从不" },
        range: [0, 1],
        slider: [0.0005, 0.02, 0.0001],
        scale: "log",
      },
      words(
        "Balance from",
        "平衡阈值",
        "From this ATR / close on, the larger side opens nothing. Default: never.",
        "ATR / 收盘价达到该值后，较大的一侧不再开仓。默认：从不。",
      ),
    ),
    atrPeriod(
      [
        "Bars of the average true range; balance does not begin before there are so many.",
        "平均真实波幅的 K 线根数；根数未满之前不进入平衡模式。",
      ],
      [{ parameter: "balanceThreshold" }],
    ),
    ORDER_CHECK_MS,
  ],
  starter: { spread: 0.003 },
};
