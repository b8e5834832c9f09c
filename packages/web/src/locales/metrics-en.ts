/** What every metric is, in plain words, and how it is worked out. English. */
export const metricsEn = {
  totalReturn: {
    label: "Return",
    help: "What the account has gained or lost since the start.",
    formula: "final equity ÷ initial balance − 1",
  },
  finalEquity: {
    label: "Final equity",
    help: "What the account is worth at the last bar.",
    formula: "balance + unrealised profit, at the last close",
  },
  cagr: {
    label: "Growth a year",
    help: "The steady yearly rate that would have given the same final equity.",
    formula: "(final equity ÷ initial balance) ^ (1 ÷ years) − 1",
  },
  sharpe: {
    label: "Sharpe",
    help: "How much return there was for each unit of ups and downs. Above 1 is good, above 2 rare.",
    formula: "mean daily return ÷ standard deviation of daily returns × √365",
  },
  sortino: {
    label: "Sortino",
    help: "Like Sharpe, but only losing days count as risk.",
    formula: "mean daily return ÷ √(mean of squared losing days) × √365",
  },
  calmar: {
    label: "Calmar",
    help: "Yearly growth for each unit of the worst fall.",
    formula: "growth a year ÷ max drawdown",
  },
  maxDrawdown: {
    label: "Max drawdown",
    help: "The largest fall from a peak, at bar closes.",
    formula: "largest of 1 − equity ÷ highest equity so far",
  },
  maxDrawdownIntrabar: {
    label: "Max drawdown within bars",
    help: "The same, looked at in every step inside the bars and not only at their closes.",
    formula: "largest of 1 − equity ÷ highest equity so far, at every step",
  },
  maxDrawdownDurationMs: {
    label: "Longest drawdown",
    help: "The longest time that the account was below a peak.",
    formula: "longest time from a peak to the last close below it",
  },
  volatility: {
    label: "Volatility a year",
    help: "How far daily returns spread, put on a year.",
    formula: "standard deviation of daily returns × √365",
  },
  var95: {
    label: "Value at risk, 95 %",
    help: "One day in twenty lost more than this share of the equity.",
    formula: "minus the 5 % quantile of daily returns",
  },
  cvar95: {
    label: "Mean of the worst days",
    help: "What those worst days, one in twenty, lost on average.",
    formula: "minus the mean of the lowest 5 % of daily returns",
  },
  exposure: {
    label: "Exposure",
    help: "How much of the time a position was held.",
    formula: "bars that end with a position ÷ all bars",
  },
  maxLong: {
    label: "Largest long",
    help: "The most contracts held long at one time.",
    formula: "maximum of the long side, contracts",
  },
  maxShort: {
    label: "Largest short",
    help: "The most contracts held short at one time.",
    formula: "maximum of the short side, contracts",
  },
  fills: {
    label: "Fills",
    help: "Orders, or parts of them, that were filled.",
    formula: "maker fills + taker fills",
  },
  makerFills: {
    label: "Maker fills",
    help: "Resting quotes that the price came to.",
    formula: "count of fills of resting orders",
  },
  takerFills: {
    label: "Taker fills",
    help: "Market orders of stops, limits, regimes and liquidations.",
    formula: "count of fills of market orders",
  },
  closedFills: {
    label: "Closing fills",
    help: "Fills that closed at least a part of a position.",
    formula: "count of fills with a closed part",
  },
  winRate: {
    label: "Win rate",
    help: "How many closing fills had a gain before fees.",
    formula: "closing fills with a gain ÷ closing fills",
  },
  profitFactor: {
    label: "Profit factor",
    help: "What was won for each unit that was lost, before fees.",
    formula: "sum of gains ÷ sum of losses of closing fills",
  },
  turnover: {
    label: "Turnover",
    help: "How many times the initial balance was traded.",
    formula: "sum of quantity × price of all fills ÷ initial balance",
  },
  avgHoldingMs: {
    label: "Mean holding time",
    help: "How long a contract was held until it was closed.",
    formula: "sum of contracts × time held ÷ contracts closed",
  },
  spreadPnl: {
    label: "Spread",
    help: "What fills earned against the price at which they were quoted.",
    formula:
      "sum of (reference price − fill price) × bought quantity, for sales the other way round",
  },
  inventoryPnl: {
    label: "Inventory",
    help: "What was gained or lost on what was held while the price moved.",
    formula: "realised + unrealised profit before fees − spread",
  },
  fees: {
    label: "Fees",
    help: "Paid to the exchange; rebates are apart. Negative: received.",
    formula: "sum of quantity × price × fee rate, with liquidation fees",
  },
  rebates: {
    label: "Rebates",
    help: "The share of the fees that was paid back.",
    formula: "sum of fees since the last payout × rebate rate, at each payout",
  },
  rebateAccrued: {
    label: "Rebates not yet paid",
    help: "Earned since the last payout, and not a part of the equity.",
    formula: "fees since the last payout × rebate rate",
  },
  funding: {
    label: "Funding",
    help: "Received (+) or paid (−) for holding a position over funding times.",
    formula: "sum of −position × price × funding rate",
  },
  deficit: {
    label: "Deficit covered",
    help: "What a liquidation left below zero, which the exchange bears.",
    formula: "−balance after the liquidation, when it is below zero",
  },
  ambiguousFillShare: {
    label: "Ambiguous",
    help: "How many maker fills are in bars that filled both sides, where the order is a guess. The higher, the less the result can be trusted.",
    formula: "maker fills in bars that filled both sides ÷ maker fills",
  },
  quotedEdgeBps: {
    label: "Quoted edge",
    help: "How far maker fills were from the price at which they were quoted, in basis points.",
    formula: "sum of edge × quantity ÷ sum of price × quantity × 10,000",
  },
  markoutB1: {
    label: "Markout, 1 bar",
    help: "What maker fills are worth one bar later. Negative: fills came before bad moves.",
    formula: "sum of ±(close one bar later − price) × quantity ÷ notional × 10,000",
  },
  markoutB5: {
    label: "Markout, 5 bars",
    help: "What maker fills are worth five bars later.",
    formula: "sum of ±(close five bars later − price) × quantity ÷ notional × 10,000",
  },
  markoutB15: {
    label: "Markout, 15 bars",
    help: "What maker fills are worth fifteen bars later.",
    formula: "sum of ±(close fifteen bars later − price) × quantity ÷ notional × 10,000",
  },
  markoutB60: {
    label: "Markout, 60 bars",
    help: "What maker fills are worth sixty bars later.",
    formula: "sum of ±(close sixty bars later − price) × quantity ÷ notional × 10,000",
  },
};
