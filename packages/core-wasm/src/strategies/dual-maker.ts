/** `dual-maker` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import { ASK_SPREAD, BID_SPREAD, ORDER_REFRESH_MS, SIZE } from "./shared-parameters.js";

export const DUAL_MAKER: StrategyDescriptor = {
  id: "dual-maker",
  version: 1,
  kernelId: 1,
  positionMode: "hedge",
  label: { en: "Dual maker", zh: "双向做市" },
  help: {
    en: "Opens a long below and a short above the price, and closes each side at a further spread. Hedge mode.",
    zh: "在价格下方开多、上方开空，并在更远的价差处分别平仓。双向持仓模式。",
  },
  parameters: [
    BID_SPREAD,
    ASK_SPREAD,
    {
      type: "number",
      name: "closeSpread",
      unit: "ratio",
      required: false,
      default: "side",
      min: 0,
      max: 0.99,
      sliderMin: 0.0001,
      sliderMax: 0.02,
      step: 0.0001,
      scale: "log",
      label: { en: "Close spread", zh: "平仓价差" },
      help: {
        en: "Further distance of closing orders beyond the opening quote of the side they trade on. Default: that side's own spread.",
        zh: "平仓单在同侧开仓报价之外再远的距离。默认：该侧自身的价差。",
      },
    },
    SIZE,
    {
      type: "number",
      name: "maxPositionRatio",
      unit: "ratio",
      required: false,
      default: 1,
      min: 0,
      max: 1000,
      sliderMin: 0.05,
      sliderMax: 1,
      step: 0.05,
      scale: "linear",
      label: { en: "Maximum position", zh: "最大仓位比例" },
      help: {
        en: "Gross notional allowed, as a share of equity times leverage. New openings stop above it.",
        zh: "允许的总名义价值占“权益 × 杠杆”的比例，超过后不再开仓。",
      },
    },
    ORDER_REFRESH_MS,
  ],
};
