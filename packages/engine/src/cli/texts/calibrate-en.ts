/** Words of `perpmill calibrate`, English. */
export const CALIBRATE_EN = {
  command: "how far bars lead a configuration astray, against the trades that they are made of",
  options: {
    trades: "every trade of some time, such as aggTrades.zip; files or a data set; may be repeated",
    interval: "interval of the bars that are made of the trades (default: 1m)",
    refresh:
      "times after which quotes are renewed, such as 60s,20s (default: that of the configuration, a bar, a third and a twelfth)",
    seeds: "seeds of the models random and bridge, from path.seed on (default: 8)",
    out: "write the calibration as JSON",
  },
  placeholders: { spans: "SPANS" },
  running: "Calibrating",
  runs: (done: string, total: string) => `${done} / ${total} runs`,
  title: (trades: string, bars: string, interval: string) =>
    `${trades} trades, ${bars} bars of ${interval}`,
  setting: (refresh: string, rule: string) => `Quotes due after ${refresh}, fills by ${rule}`,
  columns: {
    model: "path",
    renewed: "renewed",
    fills: "fills",
    spreadPnl: "spread P&L",
    total: "total",
    bias: "off by",
    bps: "bps",
  },
  nearest: (fills: string, total: string) =>
    `Nearest to the trades: ${fills} by fills, ${total} by the total.`,
  allAlike: "All path models say the same.",
  liquidated: (model: string, count: string, runs: string) =>
    `${model}: ${count} of ${runs} runs were liquidated.`,
  note: "Renewed: every so often in fact, as a quote that is due waits for the next point of the path, along trades for the next trade. Off by: what the bars say less what the trades say; ± one standard error, from the differences in 24 stretches of the time. A total that is off by less than two of those may be chance. bps: of the notional that each traded.",
} as const;
