/** `glft` of semantics 8. */
import type { NumberParameter, StrategyDescriptor } from "./descriptor.js";
import {
  LEVELS,
  MIN_SPREAD,
  number,
  ORDER_REFRESH_MS,
  SIZE,
  VOLATILITY,
  volatilityWindow,
  words,
} from "./shared-parameters.js";

const FITTED = { en: "fitted", zh: "自动拟合" };

function fitBars(
  name: string,
  least: number,
  slider: number,
  text: ReturnType<typeof words>,
): NumberParameter {
  return number(
    name,
    {
      unit: "bars",
      default: 1440,
      range: [least, 1_000_000],
      slider: [slider, 10_000, 1],
      scale: "log",
    },
    text,
  );
}

export const GLFT: StrategyDescriptor = {
  id: "glft",
  version: 1,
  kernelId: 4,
  positionMode: "oneWay",
  ...words(
    "GLFT maker",
    "GLFT 做市",
    "The closed form of Guéant, Lehalle and Fernandez-Tapia with infinite horizon: half spread and skew from volatility and from how fast fills thin out with distance, which it fits itself. One-way mode.",
    "按 Guéant、Lehalle 与 Fernandez-Tapia 的无限期限闭式解报价：半价差与倾斜由波动率和成交随距离减少的速度（自动拟合）得出。单向持仓模式。",
  ),
  source: [
    {
      citation:
        "O. Guéant, C.-A. Lehalle, J. Fernandez-Tapia: Dealing with the inventory risk. Mathematics and Financial Economics 7(4), 477–507, 2013",
      url: "https://arxiv.org/abs/1105.3115",
    },
    {
      citation:
        "O. Guéant: Optimal market making. Applied Mathematical Finance 24(2), 112–154, 2017",
      url: "https://arxiv.org/abs/1605.01862",
    },
  ],
  starter: { minSpread: 0.002 },
  parameters: [
    number(
      "riskAversion",
      {
        unit: "multiple",
        default: 25,
        range: [0, 1_000_000_000],
        slider: [1, 1000, 1],
        scale: "log",
      },
      words(
        "Risk aversion γ",
        "风险厌恶 γ",
        "How much an order held weighs: widens the spread and moves it against the inventory.",
        "每持有一笔订单的分量：加宽价差，并使报价反向于库存移动。",
      ),
    ),
    number(
      "fillRiskAversion",
      {
        unit: "multiple",
        default: null,
        none: { en: "as γ", zh: "同 γ" },
        range: [0, 1_000_000_000],
        slider: [1, 1000, 1],
        scale: "log",
      },
      words(
        "Risk aversion of fills ξ",
        "成交风险厌恶 ξ",
        "Aversion to the chance of fills alone; 0 takes it for certain. Default: the same as γ.",
        "仅针对成交不确定性的厌恶；0 表示不计。默认：与 γ 相同。",
      ),
    ),
    number(
      "intensity",
      {
        unit: "multiple",
        default: null,
        none: FITTED,
        range: [0.000001, 1_000_000_000_000],
        slider: [10, 100_000, 10],
        scale: "log",
      },
      words(
        "Intensity A",
        "成交强度 A",
        "Fills a day of an order at no distance. Default: fitted from how far prices travel inside bars.",
        "距离为零的挂单每天的成交次数。默认：由价格在 K 线内走出的距离拟合。",
      ),
    ),
    number(
      "intensityDecay",
      {
        unit: "perPrice",
        default: null,
        none: FITTED,
        range: [0.001, 1_000_000_000],
        slider: [50, 10_000, 10],
        scale: "log",
      },
      words(
        "Decay k",
        "衰减 k",
        "How fast fills thin out with distance, per share of the price. Default: fitted.",
        "成交随距离减少的速度（每单位价格比例）。默认：自动拟合。",
      ),
    ),
    fitBars(
      "fitWindow",
      2,
      60,
      words(
        "Window of the fit",
        "拟合窗口",
        "Bars that A and k are fitted from; nothing is quoted before there are so many. Does not count when both are given.",
        "拟合 A 与 k 所用的 K 线根数；根数未满之前不报价。两者都给定时无效。",
      ),
    ),
    fitBars(
      "fitInterval",
      1,
      10,
      words(
        "Fit every",
        "拟合间隔",
        "Bars from one fit to the next.",
        "相邻两次拟合之间的 K 线根数。",
      ),
    ),
    VOLATILITY,
    volatilityWindow(1440),
    MIN_SPREAD,
    LEVELS,
    number(
      "levelSpacing",
      {
        unit: "ratio",
        default: null,
        none: { en: "the half spread", zh: "半价差" },
        range: [0, 0.99],
        slider: [0.0001, 0.01, 0.0001],
        scale: "log",
      },
      words(
        "Level spacing",
        "层间距",
        "Distance from one level to the next, as a share of the price. Default: the half spread.",
        "相邻两层之间的距离，占价格的比例。默认：半价差。",
      ),
    ),
    SIZE,
    number(
      "maxInventory",
      {
        unit: "multiple",
        default: 10,
        range: [0.000001, 1_000_000],
        slider: [1, 100, 1],
        scale: "log",
      },
      words(
        "Maximum inventory",
        "最大库存",
        "Net position at which one side stops quoting, in orders of the order size.",
        "净持仓达到多少笔下单量时，停止一侧报价。",
      ),
    ),
    ORDER_REFRESH_MS,
  ],
};
