/** `dca-grid` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import { choice, number, ORDER_CHECK_MS, SIZE, words } from "./shared-parameters.js";

export const DCA_GRID: StrategyDescriptor = {
  id: "dca-grid",
  version: 1,
  kernelId: 8,
  positionMode: "hedge",
  keepsOrders: true,
  ...words(
    "DCA grid",
    "DCA 网格（马丁格尔）",
    "A ladder of safety orders, each further and larger, and one take-profit on their average (martingale). Hedge mode.",
    "逐级更远、更大的补仓阶梯，对平均价挂一笔止盈单（马丁格尔）。双向持仓模式。",
  ),
  source: [
    {
      citation: "E. Narjord: passivbot (recursive grid with entries weighted by the position)",
      url: "https://github.com/enarjord/passivbot",
    },
  ],
  starter: {
    takeProfit: 0.005,
    size: { equityRatio: 0.01 },
    spacing: 0.01,
    spacingGrowth: 1.2,
    sizeMultiplier: 1.3,
  },
  parameters: [
    choice(
      "direction",
      [
        ["long", "Long", "做多"],
        ["short", "Short", "做空"],
        ["both", "Both, each for itself", "双向，各自独立"],
      ],
      words("Direction", "方向", "Which sides it trades.", "交易哪些方向。"),
    ),
    number(
      "entryDistance",
      { unit: "ratio", default: 0.001, range: [0, 0.99], slider: [0, 0.02, 0.0001] },
      words(
        "Entry distance",
        "开仓距离",
        "Distance of the first entry from the price, which it follows until it fills, as a share of the price.",
        "首单与价格的距离，占价格的比例；成交之前随价格移动。",
      ),
    ),
    number(
      "takeProfit",
      { unit: "ratio", range: [0, 10], slider: [0.0005, 0.05, 0.0001], scale: "log" },
      words(
        "Take-profit",
        "止盈",
        "Distance of the take-profit from the average entry, as a share of it.",
        "止盈单与平均开仓价的距离，占平均价的比例。",
      ),
    ),
    {
      ...SIZE,
      help: {
        en: "Size of the first entry: a share of equity (equityRatio) or a fixed number of contracts (quantity).",
        zh: "首单的数量：权益的比例（equityRatio）或固定张数（quantity）。",
      },
    },
    number(
      "safetyOrders",
      { unit: "count", default: 8, range: [0, 40], slider: [0, 20, 1] },
      words("Safety orders", "补仓笔数", "Orders of the ladder.", "补仓阶梯的挂单笔数。"),
    ),
    number(
      "spacing",
      { unit: "ratio", range: [0.000001, 0.99], slider: [0.001, 0.1, 0.001], scale: "log" },
      words(
        "Spacing",
        "补仓间距",
        "Distance of the first safety order from the first fill, as a share of its price.",
        "第一笔补仓单与首次成交价的距离，占该价格的比例。",
      ),
    ),
    number(
      "spacingGrowth",
      { unit: "multiple", default: 1, range: [0.1, 10], slider: [1, 3, 0.05] },
      words(
        "Spacing growth",
        "间距倍数",
        "Factor on the spacing from one safety order to the next.",
        "相邻两级间距的倍数。",
      ),
    ),
    number(
      "sizeMultiplier",
      { unit: "multiple", default: 1, range: [0.1, 10], slider: [1, 3, 0.05] },
      words(
        "Size multiplier",
        "补仓倍数",
        "Factor on the size from one safety order to the next.",
        "相邻两级数量的倍数。",
      ),
    ),
    number(
      "exposureLimit",
      {
        unit: "multiple",
        default: 1,
        range: [0, 1000],
        slider: [0.1, 10, 0.1],
        scale: "log",
      },
      words(
        "Exposure limit",
        "敞口上限",
        "Most notional of a side at its entry prices, as a multiple of the balance.",
        "一侧按开仓价计算的名义价值上限，为余额的倍数。",
      ),
    ),
    number(
      "cooldownMs",
      {
        unit: "ms",
        default: 0,
        range: [0, 31_536_000_000],
        slider: [0, 86_400_000, 60_000],
      },
      words(
        "Cooldown",
        "冷却时间",
        "Time without a new first entry after a side is flat.",
        "一侧平仓后，多久之内不再开首单。",
      ),
    ),
    ORDER_CHECK_MS,
  ],
};
