/** Words of `perpmill instruments import`, Chinese. */
import type { CliTexts } from "./en.js";

export const RULES_ZH: CliTexts["rules"] = {
  command: "导入交易所规则：exchangeInfo 与杠杆分层",
  files: "Binance 或 ccxt 的 exchangeInfo、杠杆分层，.json 或 .json.gz",
  date: "规则的日期，如 2024-05-01（默认取文件内容所述，否则取文件时间）",
  kinds: { filters: "价格步长、数量步长与最小值", tiers: "保证金分层" },
  dates: { option: "按指定", content: "文件所述", fileTime: "文件时间" },
  taken: (symbols, kind, date, from) => `${symbols} 个合约的${kind}，${date}（${from}）`,
  older: (symbols) => `${symbols} 个合约已有更新的规则，保留不变`,
  skipped: (symbols) => `略过 ${symbols} 个：不是以计价币为保证金的永续合约，或没有步长`,
  badDate: (text) => `--date ${text} 不是日期，应如 2024-05-01`,
};
