/** What each strategy quotes, in a few lines of formulas; the whole of it is semantics 8. */

/** By id. `P` price, `E` equity, `v` value of a lot, `σ` volatility of a day, `τ` days. */
export const STRATEGY_FORMULAS: Readonly<Record<string, readonly string[]>> = {
  "dual-maker": [
    "bid          = P·(1 − bidSpread)",
    "ask          = P·(1 + askSpread)",
    "close long   = P·(1 + askSpread)·(1 + closeSpread)",
    "close short  = P·(1 − bidSpread)·(1 − closeSpread)",
  ],
  "pure-maker": [
    "x     = net·P·v / (maxInventoryRatio·E), from −1 to 1",
    "r     = P·(1 − inventorySkew·x)",
    "bid i = r·(1 − bidSpread − i·levelSpacing)",
    "ask i = r·(1 + askSpread + i·levelSpacing)",
  ],
  "avellaneda-stoikov": [
    "q    = net·P·v / (maxInventoryRatio·E), from −1 to 1",
    "r    = P·(1 − q·γ·σ²·τ)",
    "h    = max(½·γ·σ²·τ + ln(1 + γ/κ)/γ, minSpread)",
    "bid  = r − P·h",
    "ask  = r + P·h",
    "lots = size·exp(−η·|q|) on the side that adds to the inventory",
  ],
  glft: [
    "q     = net / size",
    "c1    = ln(1 + ξ/k)/ξ",
    "c2    = √(γ/(2·A·k)·(1 + ξ/k)^(k/ξ + 1))",
    "h     = max(c1 + σ·c2/2, minSpread)",
    "bid i = P·(1 − h − σ·c2·q − i·levelSpacing)",
    "ask i = P·(1 + h − σ·c2·q + i·levelSpacing)",
    "fit   : fills a day at distance δ = A·exp(−k·δ)",
  ],
  "atr-maker": [
    "a     = ATR / close",
    "x     = net·P·v / (maxInventoryRatio·E), from −1 to 1",
    "r     = P·(1 − inventorySkew·a·x)",
    "bid i = r·(1 − max(bidSpread·a, minSpread) − i·levelSpacing·a)",
    "ask i = r·(1 + max(askSpread·a, minSpread) + i·levelSpacing·a)",
  ],
  grid: [
    "bounds     : lowerPrice … upperPrice, or centre·(1 ∓ width)",
    "arithmetic : line i = lower + i·(upper − lower)/(lines − 1)",
    "geometric  : line i = lower·(upper/lower)^(i/(lines − 1))",
    "a buy filled at line i is sold at line i + 1, a sell filled at line i bought back at line i − 1",
  ],
  "hedge-grid": [
    "open long   = P·(1 − entryDistance), its take-profit = fill·(1 + spread)",
    "open short  = P·(1 + entryDistance), its take-profit = fill·(1 − spread)",
  ],
  "dca-grid": [
    "first entry  = P·(1 − entryDistance) (long; short mirrored)",
    "distance 1   = spacing",
    "distance i+1 = distance i + spacing·spacingGrowth^i",
    "order i      = first fill·(1 − distance i), lots = first·sizeMultiplier^i",
    "take-profit  = average entry·(1 + takeProfit)",
  ],
};
