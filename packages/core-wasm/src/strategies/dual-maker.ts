/** `dual-maker` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import {
  ASK_SPREAD,
  BID_SPREAD,
  MAX_POSITION_RATIO,
  number,
  ORDER_REFRESH_MS,
  SIZE,
  words,
} from "./shared-parameters.js";

export const DUAL_MAKER: StrategyDescriptor = {
  id: "dual-maker",
  version: 1,
  kernelId: 1,
  positionMode: "hedge",
  ...words(
    "Dual maker",
    "双向做市",
    "Opens a long below and a short above the price, and closes each side at a further spread. Hedge mode.",
    "在价格下方开多、上方开空，并在更远的价差处分别平仓。双向持仓模式。",
  ),
  parameters: [
    BID_SPREAD,
    ASK_SPREAD,
    number(
      "closeSpread",
      {
        unit: "ratio",
        default: "side",
        range: [0, 0.99],
        slider: [0.0001, 0.02, 0.0001],
        scale: "log",
      },
      words(
        "Close spread",
        "平仓价差",
        "Further distance of closing orders beyond the opening quote of the side they trade on. Default: that side's own spread.",
        "平仓单在同侧开仓报价之外再远的距离。默认：该侧自身的价差。",
      ),
    ),
    SIZE,
    MAX_POSITION_RATIO,
    ORDER_REFRESH_MS,
  ],
};
