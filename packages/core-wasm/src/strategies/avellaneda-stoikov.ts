/** `avellaneda-stoikov` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import {
  choice,
  MAX_INVENTORY_RATIO,
  MIN_SPREAD,
  number,
  ORDER_REFRESH_MS,
  SIZE,
  VOLATILITY,
  volatilityWindow,
  words,
} from "./shared-parameters.js";

export const AVELLANEDA_STOIKOV: StrategyDescriptor = {
  id: "avellaneda-stoikov",
  version: 1,
  kernelId: 3,
  positionMode: "oneWay",
  ...words(
    "Avellaneda–Stoikov",
    "Avellaneda–Stoikov 做市",
    "Quotes around a reservation price that moves against the inventory, at the spread that is optimal for the volatility, the risk aversion and the time that is left. One-way mode.",
    "围绕随库存反向移动的保留价报价，价差按波动率、风险厌恶与剩余时间取最优。单向持仓模式。",
  ),
  source: [
    {
      citation:
        "M. Avellaneda, S. Stoikov: High-frequency trading in a limit order book. Quantitative Finance 8(3), 217–224, 2008",
      url: "https://doi.org/10.1080/14697680701381228",
    },
    {
      citation:
        "T. Fushimi, C. González Rojas, M. Herman: Optimal High-Frequency Market Making. Stanford University, 2018 (order amount shape factor)",
      url: "https://stanford.edu/class/msande448/2018/Final/Reports/gr5.pdf",
    },
  ],
  starter: { minSpread: 0.002 },
  parameters: [
    number(
      "riskAversion",
      {
        unit: "multiple",
        default: 1,
        range: [0, 1_000_000],
        slider: [0.1, 100, 0.1],
        scale: "log",
      },
      words(
        "Risk aversion γ",
        "风险厌恶 γ",
        "How much a full inventory weighs: moves the centre and widens the spread by volatility and time left. 0: only κ counts.",
        "满库存的分量：按波动率与剩余时间移动报价中心并加宽价差。0：只由 κ 决定。",
      ),
    ),
    choice(
      "horizon",
      [
        ["rolling", "Rolling: always as long", "滚动：始终等长"],
        ["daily", "Daily: until midnight UTC", "每日：到 UTC 零点"],
      ],
      words(
        "Horizon",
        "期限",
        "Until when the inventory has to be carried.",
        "库存需要承担到什么时候。",
      ),
    ),
    number(
      "horizonDays",
      {
        unit: "days",
        default: 1,
        range: [0.0001, 365],
        slider: [0.1, 7, 0.1],
        scale: "log",
        dependsOn: [{ parameter: "horizon", values: ["rolling"] }],
      },
      words(
        "Horizon length",
        "期限长度",
        "Time left of a rolling horizon, in days.",
        "滚动期限的剩余时间（天）。",
      ),
    ),
    VOLATILITY,
    volatilityWindow(240),
    number(
      "kappa",
      {
        unit: "perPrice",
        default: null,
        none: { en: "fitted", zh: "自动拟合" },
        range: [0.001, 1_000_000_000],
        slider: [50, 10_000, 10],
        scale: "log",
      },
      words(
        "Depth κ",
        "订单簿深度 κ",
        "How fast fills thin out with distance, per share of the price: 500 means a spread of about 1/500. Default: fitted from how far prices travel inside bars.",
        "成交随距离减少的速度（每单位价格比例）：500 约对应 1/500 的价差。默认：由价格在 K 线内走出的距离拟合。",
      ),
    ),
    number(
      "kappaWindow",
      {
        unit: "bars",
        default: 240,
        range: [1, 1_000_000],
        slider: [10, 10_000, 1],
        scale: "log",
        dependsOn: [{ parameter: "kappa", values: [null] }],
      },
      words(
        "Window of κ",
        "κ 的窗口",
        "Bars that κ is fitted from; nothing is quoted before there are so many.",
        "拟合 κ 所用的 K 线根数；根数未满之前不报价。",
      ),
    ),
    MIN_SPREAD,
    number(
      "sizeShape",
      { unit: "multiple", default: 0, range: [0, 100], slider: [0, 5, 0.1] },
      words(
        "Order size shape η",
        "下单量形状 η",
        "Shrinks orders that add to the inventory by exp(−η·|q|), q being the inventory as a share of the most allowed.",
        "会加大库存的挂单按 exp(−η·|q|) 缩小，q 为库存占上限的比例。",
      ),
    ),
    SIZE,
    MAX_INVENTORY_RATIO,
    ORDER_REFRESH_MS,
  ],
};
