/** 假设遍历结果的文字说明，中文。 */
import type { verdictEn } from "./verdict-en";

export const verdictZh: typeof verdictEn = {
  outcomes: "结果相差多远",
  gains: "{count} 种组合中有 {gains} 种盈利。",
  returns: "收益率从 {min} 到 {max}；当前配置为 {base}。",
  strip: "每种组合的收益率",
  where: "盈利在哪里取决于 K 线无法得知的事",
  nothing: "在每种假设下收益率都相同。",
  depends: "影响最大的是{axis}：仅此一项就使平均收益率变动当前收益率的 {share}。",
  model: "K 线内的路径",
  modelHelp: "K 线不会说明最高价与最低价的先后。",
  rule: "成交规则",
  ruleHelp: "价格仅触及您的挂单时，K 线不会说明谁排在您前面。",
  maxParticipation: "您占成交量的份额",
  maxParticipationHelp: "K 线不会说明有多少成交量发生在您的价位。",
  points: "{value} 个百分点",
  fills: "成交值多少",
  ambiguous: "歧义成交：{base}，介于 {min} 与 {max} 之间。这些 K 线里双边都成交，先后只能猜测。",
  edge: "成交的报价边际为 {base} 基点（{min} … {max}）。之后还剩多少（基点，当前配置与全部组合）：",
};
