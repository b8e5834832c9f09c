/** `pure-maker` of semantics 8. */
import type { StrategyDescriptor } from "./descriptor.js";
import {
  ASK_SPREAD,
  BID_SPREAD,
  LEVELS,
  MAX_INVENTORY_RATIO,
  number,
  ORDER_REFRESH_MS,
  SIZE,
  words,
} from "./shared-parameters.js";

export const PURE_MAKER: StrategyDescriptor = {
  id: "pure-maker",
  version: 1,
  kernelId: 2,
  positionMode: "oneWay",
  ...words(
    "Pure maker",
    "纯做市",
    "Quotes one or several levels on both sides of a price that leans against the inventory. One-way mode.",
    "围绕随库存倾斜的参考价在两侧挂一层或多层报价。单向持仓模式。",
  ),
  parameters: [
    BID_SPREAD,
    ASK_SPREAD,
    LEVELS,
    number(
      "levelSpacing",
      { unit: "ratio", default: 0, range: [0, 0.99], slider: [0, 0.01, 0.0001] },
      words(
        "Level spacing",
        "层间距",
        "Distance from one level to the next, as a share of the price.",
        "相邻两层之间的距离，占价格的比例。",
      ),
    ),
    SIZE,
    MAX_INVENTORY_RATIO,
    number(
      "inventorySkew",
      { unit: "ratio", default: 0, range: [0, 0.99], slider: [0, 0.01, 0.0001] },
      words(
        "Inventory skew",
        "库存倾斜",
        "How far the quoted centre moves against a full inventory, as a share of the price.",
        "满库存时报价中心反向移动的幅度，占价格的比例。",
      ),
    ),
    ORDER_REFRESH_MS,
  ],
};
