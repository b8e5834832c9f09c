/** Words of `perpmill run … --follow`, Chinese. */
import type { CliTexts } from "./en.js";

export const FOLLOW_ZH: CliTexts["follow"] = {
  follow: "随实时收盘 K 线继续，作为模拟盘；按 Ctrl-C 结束，再次运行同一命令即接着进行",
  followBars: "收到这么多根实时 K 线后结束",
  symbol: "要跟随的合约（默认取自合约规格）",
  market: "要跟随的市场：um、cm 或 spot（默认 um）",
  state: "保存已收到 K 线的文件夹（默认在数据目录中自成一处）",
  wsUrl: "WebSocket 地址（默认为交易所的；或 PERPMILL_WS_URL）",
  started: (symbol, folder) => `正在跟随 ${symbol}；K 线保存在 ${folder}`,
  bars: (count) => `（${count} 根）`,
  failed: (reason) => `注意：${reason}；将再次请求`,
  late: (kind, time) =>
    `注意：${time} 的${kind === "mark" ? "标记价格" : "资金费率"}来迟；其后的部分已用它重新运行`,
  dropDay: "--follow 不能整日丢弃有缺口的日子：一天是否有缺口，到结束时才知道",
  dropDayHint: "请选择 --fill flat 或 none。",
  spotSeries: "现货市场没有可跟随的标记价格与资金费率",
  spotSeriesHint: "请去掉 --mark 与 --funding，或选择 --market um。",
  longMark: (mark, bars) =>
    `${mark} 的标记价格不能与 ${bars} 的 K 线一起跟随：K 线收盘时它尚未结束`,
  longMarkHint: "请给出与 K 线同一周期的标记价格。",
  openEnd: "配置限定了数据的结束时间，而实时 K 线在其之后",
  openEndHint: '设置 "data": { "end": null }。',
  noSymbol: "合约规格与数据都没有说明要跟随哪个合约",
  noSymbolHint: "请指定：--symbol ETHUSDT。",
};
