/** `atr-maker` of semantics 8. */
import type { NumberParameter, StrategyDescriptor } from "./descriptor.js";
import {
  atrPeriod,
  LEVELS,
  MAX_INVENTORY_RATIO,
  MIN_SPREAD,
  number,
  ORDER_REFRESH_MS,
  SIZE,
  words,
} from "./shared-parameters.js";

function spread(name: string, side: string, zh: string): NumberParameter {
  return number(
    name,
    { unit: "multiple", range: [0, 1000], slider: [0.1, 10, 0.1], scale: "log" },
    words(
      `${side} spread`,
      zh,
      `Distance of the ${side.toLowerCase()} from the price at which it is quoted, in ATR.`,
      `${zh.replace("价差", "价")}与报价时价格的距离，以 ATR 的倍数计。`,
    ),
  );
}

export const ATR_MAKER: StrategyDescriptor = {
  id: "atr-maker",
  version: 1,
  kernelId: 5,
  positionMode: "oneWay",
  ...words(
    "ATR maker",
    "ATR 做市",
    "The pure maker with every distance a multiple of the average true range, so that quotes widen with the market. One-way mode.",
    "所有距离都以平均真实波幅（ATR）的倍数计的纯做市，报价随行情变宽。单向持仓模式。",
  ),
  source: [
    {
      citation:
        "J. W. Wilder: New Concepts in Technical Trading Systems. Trend Research, 1978 (average true range)",
      url: "https://openlibrary.org/isbn/0894590278",
    },
  ],
  starter: { bidSpread: 3, askSpread: 3 },
  parameters: [
    atrPeriod([
      "Bars of the average true range; nothing is quoted before there are so many.",
      "平均真实波幅的 K 线根数；根数未满之前不报价。",
    ]),
    spread("bidSpread", "Bid", "买单价差"),
    spread("askSpread", "Ask", "卖单价差"),
    LEVELS,
    number(
      "levelSpacing",
      { unit: "multiple", default: 0, range: [0, 1000], slider: [0, 5, 0.1] },
      words(
        "Level spacing",
        "层间距",
        "Distance from one level to the next, in ATR.",
        "相邻两层之间的距离，以 ATR 的倍数计。",
      ),
    ),
    MIN_SPREAD,
    SIZE,
    MAX_INVENTORY_RATIO,
    number(
      "inventorySkew",
      { unit: "multiple", default: 0, range: [0, 1000], slider: [0, 5, 0.1] },
      words(
        "Inventory skew",
        "库存倾斜",
        "How far the quoted centre moves against a full inventory, in ATR.",
        "满库存时报价中心反向移动的幅度，以 ATR 的倍数计。",
      ),
    ),
    ORDER_REFRESH_MS,
  ],
};
