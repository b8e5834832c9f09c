/** Warnings of a run in the reader's language. The engine itself writes English. */
import type { RunWarning } from "../../runs/result.js";
import { type Language, reportTexts } from "./index.js";

/**
 * By code, and for codes with a `reason` by `CODE.reason`: the message, with `{name}` where a number of
 * the warning's details goes.
 */
export const WARNING_MESSAGES_ZH: Readonly<Record<string, string>> = {
  PATH_BIASED:
    "报价每 {refreshMs} 毫秒刷新一次，短于一根 {intervalMs} 毫秒的 K 线。四个点只能粗略描绘一根 K 线：在无漂移随机游走上，每一步都刷新的报价成交次数多出五到八倍，" +
    "盈亏随路径模型偏移（每单位成交额：direction −0.8、nearest −0.2、lowFirst +0.9、highFirst +1.1、random +1.2 个基点；真实值为 0），" +
    "而每根 K 线刷新一次的报价结果正确（−0.4 ± 0.2 个基点）。请改用路径模型 bridge 或更细的 K 线，或每根 K 线刷新一次。",
  REFRESH_ROUNDED:
    "strategy.orderRefreshMs {refreshMs} 实际等同于 {effectiveMs}：一根 K 线有 {steps} 步，任意两步的间隔都不在 {refreshMs} 与 {effectiveMs} 毫秒之间。",
  PARAMETER_IGNORED: "{names} 没有作用：它们生效的条件不成立（{conditions}）。",
  FUNDING_PARTIAL: "资金费率序列有 {spanCount} 段没有覆盖：{spans}。这些时段没有记入资金费。",
  BARS_SKIPPED: "{source} 中有 {rows} 行被略过，它们本会显示的内容不在此结果中。",
  MARK_PARTIAL:
    "标记价格序列缺少 {bars} 根 K 线中的 {missing} 根：这些 K 线按最新成交价估值。如果全部缺少，请检查品种与区间。",
  "NO_FILLS.tooSmall":
    "没有任何成交：{orders} 笔订单低于 instrument.minQty 或 instrument.minNotional。请加大 strategy.size 或初始余额。",
  "NO_FILLS.leverage":
    "没有任何成交：{orders} 笔订单超过 account.leverage 所允许的名义价值上限。请降低 account.leverage 或 strategy.size。",
  "NO_FILLS.margin":
    "没有任何成交：{orders} 笔订单所需保证金超过可用保证金。请减小 strategy.size 或提高 account.leverage。",
  "NO_FILLS.minEquity":
    "没有任何成交：risk.minEquity {minEquity} 在成交之前就结束了运行。请调低它，或提高初始余额。",
  "NO_FILLS.regime": "没有任何成交：波动率状态始终生效。请调高 volatility 的阈值。",
  "NO_FILLS.maxPositionRatio":
    "没有任何成交：strategy.maxPositionRatio {maxPositionRatio} 没有给持仓留下余地。请调高它。",
  "NO_FILLS.quoting":
    "没有任何成交：配置的 quoting 一节因其时段、最小利润或延迟而没有留下可成交的挂单。请放宽它。",
  "NO_FILLS.window":
    "没有任何成交：{names} 多于本次运行的 {bars} 根 K 线，而根数未满之前不报价。请缩短它，或使用更多 K 线。",
  "NO_FILLS.participation":
    "没有任何成交：fills.maxParticipation {maxParticipation} 对应的成交量不足一个最小数量步长。请调高它，或设为 null。",
  "NO_FILLS.through":
    "没有任何成交：价格触及过报价，但从未穿过 {throughTicks} 个最小变动价位（fills.rule 为 through）。",
  "NO_FILLS.unreached": "没有任何成交：价格从未到达报价。请缩小价差，或降低报价频率。",
};

/** The message of a warning; English where the language has none for it, or a number is missing. */
export function warningMessage(warning: RunWarning, lang: Language): string {
  const { code, message, details = {} } = warning;
  const key = details.reason === undefined ? code : `${code}.${details.reason}`;
  const template = lang === "zh" ? WARNING_MESSAGES_ZH[key] : undefined;
  if (template === undefined) return message;
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (!names.every((name) => Object.hasOwn(details, name))) return message;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name]));
}

/** What a warning is about in a few words; its code where there are none. */
export function warningTitle(code: string, lang: Language): string {
  const titles: Readonly<Record<string, string>> = reportTexts(lang).warningTitles;
  return titles[code] ?? code;
}
