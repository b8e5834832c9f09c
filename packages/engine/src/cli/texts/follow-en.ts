/** Words of `perpmill run … --follow`, English. */
export const FOLLOW_EN = {
  follow: "go on with live bars as they close, as a paper run; Ctrl-C ends it, the same goes on",
  followBars: "end after so many live bars",
  symbol: "symbol to follow (default: that of the instrument)",
  market: "market to follow: um, cm or spot (default: um)",
  state: "folder of the bars seen so far (default: one of its own in the data directory)",
  wsUrl: "address of the WebSocket (default: the exchange's; or PERPMILL_WS_URL)",
  started: (symbol: string, folder: string) => `following ${symbol}; bars kept in ${folder}`,
  bars: (count: string) => `(${count} bars)`,
  failed: (reason: string) => `note: ${reason}; it is asked again`,
  late: (kind: "mark" | "funding", time: string) =>
    `note: ${kind === "mark" ? "the mark price" : "the funding"} of ${time} came late; what follows it is run again with it`,
  dropDay:
    "--follow cannot drop the days that have a hole: whether a day has one is known at its end",
  dropDayHint: "Choose --fill flat or none.",
  spotSeries: "the spot market has neither mark prices nor funding to follow",
  spotSeriesHint: "Leave --mark and --funding out, or choose --market um.",
  longMark: (mark: string, bars: string) =>
    `mark prices of ${mark} cannot be followed beside bars of ${bars}: a bar would wait for its own`,
  longMarkHint: "Give mark prices of the interval of the bars.",
  openEnd: "the configuration ends its data, and live bars come after that",
  openEndHint: 'Set "data": { "end": null }.',
  noSymbol: "neither the instrument nor the data say which symbol to follow",
  noSymbolHint: "Name it: --symbol ETHUSDT.",
} as const;
