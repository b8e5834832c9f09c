/** What is said about luck, Chinese. */
import type { LuckTexts } from "./en.js";

export const LUCK_ZH: LuckTexts = {
  title: "是运气吗？",
  verdicts: {
    none: "没有可称为最佳的配置：它们全都提前结束，或者没有承担任何风险。",
    luck: "仅凭运气，也能期待出现这样好的最佳配置。",
    doubtful: "最佳配置可能只是运气：下面的检验没有全部排除这一点。",
    holds: "仅用运气很难解释这个最佳配置。",
  },
  missing: {
    rows: "运行的配置少于两个，无法判断是否运气。",
    days: "运行的天数少于三十天，无法判断是否运气。",
    data: "各配置运行的日期不同，无法判断是否运气。",
  },
  tried: (trials, days, effective) =>
    `在 ${days} 天的数据上试了 ${trials} 个配置；按相关性，约相当于 ${effective} 个相互独立的尝试。`,
  joined: (days) => `因内存所限，过拟合与现实检验把每 ${days} 天的收益合并成一个。`,
  expected: (sharpe, all, effective) =>
    `最佳配置的夏普比率为 ${sharpe}。试这么多次，单凭运气，最好的一个预期也有 ${all}（按独立尝试计为 ${effective}）。`,
  deflated: (alone, all, effective) =>
    `若只试过这一个，其真实夏普比率高于 0 的概率为 ${alone}；高于运气所能给出的概率为 ${all}（收缩夏普比率；按独立尝试计为 ${effective}）。95 % 才算令人信服。`,
  overfitting: (probability, splits, loss) =>
    `过拟合：把日期作 ${splits} 种对半划分，其中 ${probability} 里，一半中的最佳在另一半不高于中位数（50 % 即纯属偶然），${loss} 里它在另一半亏损。`,
  superior: (reality, consistent, lower, upper) =>
    `假如没有一个配置真能赚钱，出现这样好的最佳配置的概率为 ${consistent}（Hansen 的 SPA，${lower} 至 ${upper}；White 的现实检验 ${reality}）。低于 5 % 才算令人信服。`,
  track: (needed, days) =>
    `若只试过这一个，要（以 95 % 的把握）确认夏普比率高于 0，需要 ${needed} 天这样的数据；现有 ${days} 天。`,
  noTrack: "夏普比率不高于 0，再长的数据也无法确认它高于 0。",
};
