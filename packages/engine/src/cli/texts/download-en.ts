/** Words of `perpmill data download`, English. */
export const DOWNLOAD_EN = {
  command: "bring bars and funding rates from an exchange into the data directory",
  symbol: "symbol as the exchange writes it, such as ETHUSDT",
  market: "um (futures margined in USDT or USDC), cm (in the coin) or spot (default: um)",
  interval: "interval of the bars (default: 1m)",
  from: "first year, month or day, such as 2020-01 (UTC)",
  to: "last year, month or day, included (default: now)",
  kinds:
    "what, separated by commas: klines, mark, index, premium, funding, trades (default: klines)",
  parallel: "files at once (default: 4)",
  archiveUrl: "address of the archive (default: the exchange's; or PERPMILL_ARCHIVE_URL)",
  apiUrl: "address of the REST API (default: the exchange's; or PERPMILL_API_URL)",
  exchange: "another exchange, by its name in ccxt, such as okx (needs `npm install ccxt@4.5.84`)",
  home: "the data directory (default: PERPMILL_HOME, or that of the platform)",
  downloading: "downloading",
  left: (span: string) => `${span} left`,
  perSecond: (size: string) => `${size}/s`,
  nothing: (kind: string) => `${kind}: nothing in that span`,
  counts: (fetched: string, kept: string, empty: string) =>
    `fetched ${fetched}, unchanged ${kept}, without rows ${empty}`,
  total: (size: string, span: string) => `${size} in ${span}`,
  unverified: (file: string) => `note: there is no checksum for ${file}; it was taken unverified`,
  changed: (file: string) => `note: ${file} has changed at the exchange and was fetched again`,
  noHome: "there is no data directory",
  noHomeHint: "Name one with --home or PERPMILL_HOME.",
  badKind: (kind: string) => `--kinds has no ${kind}`,
  badKindHint: (kinds: string) => `There are ${kinds}.`,
} as const;
