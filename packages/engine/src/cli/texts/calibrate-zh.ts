/** Words of `perpmill calibrate`, Chinese. */
import type { CliTexts } from "./en.js";

export const CALIBRATE_ZH: CliTexts["calibrate"] = {
  command: "用逐笔成交检验：由它们合成的 K 线会让一份配置偏离多少",
  options: {
    trades: "一段时间内的全部成交，如 aggTrades.zip；文件或数据集，可重复",
    interval: "由成交合成的 K 线周期（默认 1m）",
    refresh: "报价更新间隔，如 60s,20s（默认：配置自己的、一根 K 线、其三分之一和十二分之一）",
    seeds: "random 与 bridge 模型用几个种子，从 path.seed 起（默认 8）",
    out: "把校准结果写成 JSON",
  },
  placeholders: { spans: "时长列表" },
  running: "校准中",
  runs: (done, total) => `${done} / ${total} 次回测`,
  title: (trades, bars, interval) => `${trades} 笔成交，${bars} 根 ${interval} K 线`,
  setting: (refresh, rule) => `报价间隔 ${refresh}，成交规则 ${rule}`,
  columns: {
    model: "路径",
    renewed: "实际更新",
    fills: "成交数",
    spreadPnl: "价差收益",
    total: "总盈亏",
    bias: "偏差",
    bps: "bps",
  },
  nearest: (fills, total) => `最接近真实成交路径：按成交数为 ${fills}，按总盈亏为 ${total}。`,
  allAlike: "所有路径模型结果一致。",
  liquidated: (model, count, runs) => `${model}：${runs} 次中有 ${count} 次爆仓。`,
  note: "实际更新：到期的报价要等路径的下一个点（沿逐笔成交则等下一笔成交），这是平均的真实间隔。偏差：K 线上的结果减去逐笔成交上的结果；± 为一个标准误，由 24 个时段的差异估计。总盈亏的偏差若小于两个标准误，可能只是偶然。bps 按各自的成交额计算。",
};
