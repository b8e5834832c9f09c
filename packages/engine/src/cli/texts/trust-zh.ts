/** Words of `perpmill trust`, Chinese. */
import type { CliTexts } from "./en.js";

export const TRUST_COMMAND_ZH: CliTexts["trust"] = {
  command: "用平实的话说明一个配置是否可信，最薄弱之处排在最前",
  placeholders: { market: "名称=文件" },
  options: {
    axis: "检验哪个参数的邻域，可重复（默认：策略的各个数值参数）",
    study: "此前尝试过什么：扫描或搜索的 JSON（默认：CONFIG 本身，若它就是）",
    tried: "没有这样的文件时，此前尝试过多少个配置；1 表示只有这一个",
    walkForward: "在过去选择、在此后检验的结果：同一搜索的滚动检验的 JSON",
    otherData: "另一个市场的 K 线及其合约的预设，例如 BTCUSDT=btc.csv，可重复",
    seed: "路径、取点与重抽样的随机种子（默认 0）",
    out: "把结论写成 JSON",
  },
  running: "可信度",
  runs: (runs, time, threads) => `${runs} 次回测，用时 ${time}，${threads} 个线程`,
  weakest: (part) => `最薄弱之处：${part}。`,
  ranges: {
    title: "5 % 至 95 % 的范围",
    own: "原样",
    days: "重新组合日子",
    paths: "随机顺序的路径",
    fills: "其他成交假设",
  },
  noTrials: (kind) => `${kind} 类的研究没有说明尝试过什么`,
  noTrialsHint: "请给出扫描或搜索的 JSON，或用 --tried N 说明尝试过多少个。",
  noWalk: (kind) => `${kind} 类的研究没有说明选择之后的结果`,
  noWalkHint: "请给出 perpmill walk-forward 用 --out 写出的文件。",
  otherBars: (there, here) => `该研究用的是另一些 K 线：${there}，而这里是 ${here}`,
  otherBarsHint:
    "请给出该研究所用的 K 线；若要在选择时没有见过的日子上检验，请把其最优者存为配置并加 --tried 1。",
  badMarket: (text) => `--other-data 应为 名称=文件，得到 ${JSON.stringify(text)}`,
  badMarketHint: "名称是合约的预设，例如 BTCUSDT=btc.csv。",
};
