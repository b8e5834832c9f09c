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
  onlyLast: "--follow goes with last prices only, as they are",
  onlyLastHint: "Leave --mark, --funding and --fill out: they would have to be followed too.",
  openEnd: "the configuration ends its data, and live bars come after that",
  openEndHint: 'Set "data": { "end": null }.',
  noSymbol: "neither the instrument nor the data say which symbol to follow",
  noSymbolHint: "Name it: --symbol ETHUSDT.",
} as const;
