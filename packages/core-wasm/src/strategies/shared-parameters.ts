/** Parameters that several strategies have. */
import type { NumberParameter, SizeParameter } from "./descriptor.js";

function spread(name: string, en: string, zh: string): NumberParameter {
  return {
    type: "number",
    name,
    unit: "ratio",
    required: true,
    min: 0,
    max: 0.99,
    sliderMin: 0.0001,
    sliderMax: 0.02,
    step: 0.0001,
    scale: "log",
    label: { en, zh },
    help: {
      en: `Distance of the ${en.split(" ")[0].toLowerCase()} from the price at which it is quoted, as a share of that price.`,
      zh: `${zh}：挂单价与报价时价格的距离，占该价格的比例。`,
    },
  };
}

export const BID_SPREAD = spread("bidSpread", "Bid spread", "买单价差");
export const ASK_SPREAD = spread("askSpread", "Ask spread", "卖单价差");

export const SIZE: SizeParameter = {
  type: "size",
  name: "size",
  required: true,
  label: { en: "Order size", zh: "下单量" },
  help: {
    en: "Size of one order: a share of equity (equityRatio) or a fixed number of contracts (quantity).",
    zh: "每笔挂单的数量：权益的比例（equityRatio）或固定张数（quantity）。",
  },
};

export const ORDER_REFRESH_MS: NumberParameter = {
  type: "number",
  name: "orderRefreshMs",
  unit: "ms",
  required: false,
  default: "interval",
  min: 0,
  max: 31_536_000_000,
  sliderMin: 15_000,
  sliderMax: 3_600_000,
  step: 1_000,
  scale: "log",
  label: { en: "Order refresh", zh: "挂单刷新间隔" },
  help: {
    en: "How long quotes rest before they are cancelled and placed anew. Default: one bar.",
    zh: "挂单多久后撤销并重新报价。默认：一根 K 线的周期。",
  },
};
