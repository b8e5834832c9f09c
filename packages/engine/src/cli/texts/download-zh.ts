/** Words of `perpmill data download`, Chinese. */
import type { CliTexts } from "./en.js";

export const DOWNLOAD_ZH: CliTexts["download"] = {
  command: "从交易所下载 K 线与资金费率到数据目录",
  symbol: "交易所写法的合约名，如 ETHUSDT",
  market: "um（USDT/USDC 本位合约）、cm（币本位合约）或 spot（现货）（默认 um）",
  interval: "K 线周期（默认 1m）",
  from: "起始年、月或日，如 2020-01（UTC）",
  to: "结束年、月或日，含当期（默认到现在）",
  kinds: "内容，用逗号分隔：klines、mark、index、premium、funding、trades（默认 klines）",
  parallel: "同时下载的文件数（默认 4）",
  archiveUrl: "归档站地址（默认为交易所的；或 PERPMILL_ARCHIVE_URL）",
  apiUrl: "REST 接口地址（默认为交易所的；或 PERPMILL_API_URL）",
  exchange: "其他交易所，用 ccxt 中的名称，如 okx（需要 `npm install ccxt@4.5.84`）",
  home: "数据目录（默认 PERPMILL_HOME，或系统惯例位置）",
  downloading: "下载中",
  left: (span: string) => `剩余 ${span}`,
  perSecond: (size: string) => `${size}/s`,
  nothing: (kind: string) => `${kind}：该时段没有数据`,
  counts: (fetched: string, kept: string, empty: string) =>
    `新下载 ${fetched}，未变 ${kept}，无数据 ${empty}`,
  total: (size: string, span: string) => `${size}，用时 ${span}`,
  unverified: (file: string) => `注意：${file} 没有校验和，未经校验即收下`,
  changed: (file: string) => `注意：${file} 在交易所处已变更，已重新下载`,
  noHome: "没有数据目录",
  noHomeHint: "用 --home 或 PERPMILL_HOME 指定。",
  badKind: (kind: string) => `--kinds 没有 ${kind}`,
  badKindHint: (kinds: string) => `可选：${kinds}。`,
};
