/** `grid` of semantics 8. */
import type { NumberParameter, ParameterCondition, StrategyDescriptor } from "./descriptor.js";
import { boolean, choice, number, ORDER_CHECK_MS, SIZE, words } from "./shared-parameters.js";

const FIXED: readonly ParameterCondition[] = [{ parameter: "range", values: ["fixed"] }];
const CENTRED: readonly ParameterCondition[] = [{ parameter: "range", values: ["centred"] }];

function bound(name: string, text: ReturnType<typeof words>): NumberParameter {
  return number(
    name,
    {
      unit: "price",
      range: [1e-12, 1e12],
      slider: [0.0001, 1_000_000, 0.0001],
      scale: "log",
      dependsOn: FIXED,
    },
    text,
  );
}

export const GRID: StrategyDescriptor = {
  id: "grid",
  version: 1,
  kernelId: 6,
  positionMode: "oneWay",
  keepsOrders: true,
  ignoresMultipliers: true,
  ...words(
    "Grid",
    "网格",
    "The grid bot of the exchanges: an order rests at every line, and one that fills is answered one line away. Between fixed bounds or around a moving centre. One-way mode.",
    "交易所常见的网格：每条线上挂一笔单，成交后在相邻的线上反向挂单。可用固定上下限，或围绕移动的中心。单向持仓模式。",
  ),
  source: [
    {
      citation:
        "Poloniex: How does Futures Grid run (the neutral, long and short grid, order by order)",
      url: "https://support.poloniex.com/hc/en-us/articles/11140385909527-How-Does-Futures-Grid-Run",
    },
  ],
  relations: [{ less: "lowerPrice", than: "upperPrice" }],
  starter: { range: "centred", width: 0.05 },
  parameters: [
    choice(
      "range",
      [
        ["fixed", "Fixed bounds", "固定上下限"],
        ["centred", "Around a moving centre", "围绕移动的中心"],
      ],
      words("Range", "区间", "Where the lines lie.", "网格线的位置。"),
    ),
    bound(
      "lowerPrice",
      words("Lowest line", "下限", "Price of the lowest line.", "最低一条线的价格。"),
    ),
    bound(
      "upperPrice",
      words("Highest line", "上限", "Price of the highest line.", "最高一条线的价格。"),
    ),
    number(
      "width",
      {
        unit: "ratio",
        range: [0.0001, 0.99],
        slider: [0.005, 0.5, 0.001],
        scale: "log",
        dependsOn: CENTRED,
      },
      words(
        "Half width",
        "半宽",
        "Distance of the outermost lines from the centre, as a share of it.",
        "最外侧网格线与中心的距离，占中心价的比例。",
      ),
    ),
    number(
      "recentreDistance",
      {
        unit: "ratio",
        default: null,
        none: { en: "the half width", zh: "半宽" },
        range: [0.0001, 10],
        slider: [0.005, 0.5, 0.001],
        scale: "log",
        dependsOn: CENTRED,
      },
      words(
        "Move after",
        "移动距离",
        "How far the price goes from the centre before the range is laid around it anew, as a share of the centre. Default: the half width.",
        "价格离开中心多远时重新布置区间，占中心价的比例。默认：半宽。",
      ),
    ),
    boolean(
      "recentreFlat",
      { default: true, dependsOn: CENTRED },
      words(
        "Move only when flat",
        "空仓才移动",
        "The range moves only while there is no position to speak of.",
        "只有在基本没有持仓时才移动区间。",
      ),
    ),
    choice(
      "spacing",
      [
        ["arithmetic", "Arithmetic: equal prices apart", "等差：价格间隔相等"],
        ["geometric", "Geometric: equal shares apart", "等比：比例间隔相等"],
      ],
      words("Spacing", "间隔方式", "How the lines are spread.", "网格线如何分布。"),
    ),
    number(
      "lines",
      { unit: "count", default: 20, range: [2, 200], slider: [2, 100, 1] },
      words(
        "Lines",
        "网格线数",
        "Lines from the lowest to the highest, both counted.",
        "从最低到最高的线数，含两端。",
      ),
    ),
    choice(
      "direction",
      [
        ["neutral", "Neutral: both ways", "中性：可多可空"],
        ["long", "Long: sells what it bought", "做多：只卖出已买入的"],
        ["short", "Short: buys back what it sold", "做空：只买回已卖出的"],
      ],
      words("Direction", "方向", "Which positions it may hold.", "允许持有的方向。"),
    ),
    boolean(
      "initialPosition",
      {
        default: false,
        dependsOn: [{ parameter: "direction", values: ["long", "short"] }],
      },
      words(
        "Position at the start",
        "初始建仓",
        "Buys (sells) at the start what the lines beyond the price are to sell (buy back).",
        "开始时先买入（卖出）价格另一侧各条线将要卖出（买回）的数量。",
      ),
    ),
    boolean(
      "trailUp",
      { default: false, dependsOn: FIXED },
      words(
        "Trail up",
        "向上跟随",
        "The bounds follow a price that leaves them upwards, line by line.",
        "价格向上越出区间时，上下限逐线跟随。",
      ),
    ),
    boolean(
      "trailDown",
      { default: false, dependsOn: FIXED },
      words(
        "Trail down",
        "向下跟随",
        "The bounds follow a price that leaves them downwards, line by line.",
        "价格向下越出区间时，上下限逐线跟随。",
      ),
    ),
    {
      ...SIZE,
      help: {
        en: "Size of the order at each line: a share of equity (equityRatio) or a fixed number of contracts (quantity).",
        zh: "每条线上的挂单数量：权益的比例（equityRatio）或固定张数（quantity）。",
      },
    },
    ORDER_CHECK_MS,
  ],
};
