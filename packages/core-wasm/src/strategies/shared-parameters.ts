/** Parameters that several strategies have. */
import type {
  BooleanParameter,
  ChoiceParameter,
  NumberParameter,
  NumberUnit,
  ParameterCondition,
  SizeParameter,
  Text,
} from "./descriptor.js";

interface Words {
  readonly label: Text;
  readonly help: Text;
}

/** English and Chinese: label, then help. */
export function words(en: string, zh: string, helpEn: string, helpZh: string): Words {
  return { label: { en, zh }, help: { en: helpEn, zh: helpZh } };
}

interface NumberShape {
  readonly unit: NumberUnit;
  /** accepted, inclusive */
  readonly range: readonly [min: number, max: number];
  readonly slider: readonly [from: number, to: number, step: number];
  readonly scale?: "linear" | "log";
  /** absent: the parameter is required */
  readonly default?: number | "interval" | "side" | null;
  readonly none?: Text;
  readonly dependsOn?: readonly ParameterCondition[];
}

/** A number; required without a default. */
export function number(name: string, shape: NumberShape, text: Words): NumberParameter {
  const { range, slider, scale = "linear", ...rest } = shape;
  const [min, max] = range;
  const [sliderMin, sliderMax, step] = slider;
  const bounds = { min, max, sliderMin, sliderMax, step, scale };
  return {
    type: "number",
    name,
    required: shape.default === undefined,
    ...rest,
    ...bounds,
    ...text,
  };
}

/** A switch. */
export function boolean(
  name: string,
  shape: Pick<BooleanParameter, "default" | "dependsOn">,
  text: Words,
): BooleanParameter {
  return { type: "boolean", name, required: false, ...shape, ...text };
}

/** One of some words: the first by default. */
export function choice(
  name: string,
  values: readonly (readonly [value: string, en: string, zh: string])[],
  text: Words,
): ChoiceParameter {
  return {
    type: "choice",
    name,
    required: false,
    default: values[0][0],
    values: values.map(([value, en, zh]) => ({ value, label: { en, zh } })),
    ...text,
  };
}

function spread(name: string, en: string, zh: string): NumberParameter {
  const side = en.split(" ")[0].toLowerCase();
  return number(
    name,
    { unit: "ratio", range: [0, 0.99], slider: [0.0001, 0.02, 0.0001], scale: "log" },
    words(
      en,
      zh,
      `Distance of the ${side} from the price at which it is quoted, as a share of that price.`,
      `${zh.replace("价差", "价")}与报价时价格的距离，占该价格的比例。`,
    ),
  );
}

export const BID_SPREAD = spread("bidSpread", "Bid spread", "买单价差");
export const ASK_SPREAD = spread("askSpread", "Ask spread", "卖单价差");

export const SIZE: SizeParameter = {
  type: "size",
  name: "size",
  required: true,
  ...words(
    "Order size",
    "下单量",
    "Size of one order: a share of equity (equityRatio) or a fixed number of contracts (quantity).",
    "每笔挂单的数量：权益的比例（equityRatio）或固定张数（quantity）。",
  ),
};

export const LEVELS = number(
  "levels",
  { unit: "count", default: 1, range: [1, 32], slider: [1, 10, 1] },
  words("Levels", "层数", "Orders on each side.", "每侧的挂单层数。"),
);

export const MIN_SPREAD = number(
  "minSpread",
  { unit: "ratio", default: 0, range: [0, 0.99], slider: [0, 0.01, 0.0001] },
  words(
    "Least spread",
    "最小价差",
    "Orders stay at least this far from the centre of the quote, as a share of the price.",
    "挂单与报价中心的最小距离，占价格的比例。",
  ),
);

export const MAX_INVENTORY_RATIO = number(
  "maxInventoryRatio",
  { unit: "ratio", default: 1, range: [0.000001, 1000], slider: [0.1, 5, 0.1] },
  words(
    "Maximum inventory",
    "最大库存比例",
    "Net notional at which one side stops quoting, as a share of equity.",
    "净名义价值达到权益的该比例时，停止一侧报价。",
  ),
);

export const MAX_POSITION_RATIO = number(
  "maxPositionRatio",
  { unit: "ratio", default: 1, range: [0, 1000], slider: [0.05, 1, 0.05] },
  words(
    "Maximum position",
    "最大仓位比例",
    "Gross notional allowed, as a share of equity times leverage. New openings stop above it.",
    "允许的总名义价值占“权益 × 杠杆”的比例，超过后不再开仓。",
  ),
);

export const VOLATILITY = choice(
  "volatility",
  [
    ["closeToClose", "From close to close", "收盘到收盘"],
    ["parkinson", "Parkinson: from high and low", "Parkinson：由最高价与最低价"],
  ],
  words(
    "Volatility from",
    "波动率估计",
    "What the volatility of a bar is measured by.",
    "用什么来估计一根 K 线的波动率。",
  ),
);

/** Bars over which volatility is measured. */
export function volatilityWindow(bars: number): NumberParameter {
  return number(
    "volatilityWindow",
    {
      unit: "bars",
      default: bars,
      range: [1, 1_000_000],
      slider: [10, 10_000, 1],
      scale: "log",
    },
    words(
      "Volatility window",
      "波动率窗口",
      "Bars that the volatility is measured over; nothing is quoted before there are so many.",
      "估计波动率所用的 K 线根数；根数未满之前不报价。",
    ),
  );
}

/** Bars of an average true range. */
export function atrPeriod(
  help: readonly [en: string, zh: string],
  dependsOn?: readonly ParameterCondition[],
): NumberParameter {
  return number(
    "atrPeriod",
    {
      unit: "bars",
      default: 60,
      range: [1, 1_000_000],
      slider: [5, 2000, 1],
      scale: "log",
      ...(dependsOn === undefined ? {} : { dependsOn }),
    },
    words("ATR period", "ATR 周期", ...help),
  );
}

export const ORDER_REFRESH_MS: NumberParameter = number(
  "orderRefreshMs",
  {
    unit: "ms",
    default: "interval",
    range: [0, 31_536_000_000],
    slider: [15_000, 3_600_000, 1_000],
    scale: "log",
  },
  words(
    "Order refresh",
    "挂单刷新间隔",
    "How long quotes rest before they are cancelled and placed anew. Default: one bar.",
    "挂单多久后撤销并重新报价。默认：一根 K 线的周期。",
  ),
);

/** `orderRefreshMs` of strategies whose orders stay where they are. */
export const ORDER_CHECK_MS: NumberParameter = {
  ...ORDER_REFRESH_MS,
  help: {
    en: "How often the orders are looked after: what is missing is placed, what is right stays. Default: one bar.",
    zh: "多久检查一次挂单：缺的补上，位置正确的保留。默认：一根 K 线的周期。",
  },
};
