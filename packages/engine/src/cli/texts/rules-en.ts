/** Words of `perpmill instruments import`, English. */
export const RULES_EN = {
  command: "take in the exchange's rules: exchangeInfo and leverage brackets",
  files: "exchangeInfo or leverage brackets of Binance or ccxt, .json or .json.gz",
  date: "day of the rules, such as 2024-05-01 (default: what the file says, else its own time)",
  kinds: { filters: "ticks, steps and minimums", tiers: "margin tiers" },
  dates: { option: "as given", content: "as the file says", fileTime: "time of the file" },
  taken: (symbols: string, kind: string, date: string, from: string) =>
    `${kind} of ${symbols} symbols, ${date} (${from})`,
  older: (symbols: string) => `${symbols} symbols have newer rules, which stay`,
  skipped: (symbols: string) =>
    `${symbols} left out: no perpetuals margined in their quote, or without a tick`,
  badDate: (text: string) => `--date ${text} is not a day such as 2024-05-01`,
} as const;
