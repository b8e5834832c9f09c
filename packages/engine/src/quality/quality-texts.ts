/** Words of the quality report. */
import type { Language } from "../reports/texts/index.js";

/** `1 hole`, `2 holes` of a number as text. */
function counted(count: string, one: string): string {
  return `${count} ${one}${count === "1" ? "" : "s"}`;
}

const EN = {
  calendar: "Coverage by day (UTC)",
  noBars: "no bars",
  complete: "complete",
  outside: "outside of the data",
  dayShare: (day: string, share: string) => `${day}: ${share}`,
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  bars: (count: string) => counted(count, "bar"),
  coverage: "coverage",
  noHoles: "no holes",
  holes: (holes: string, bars: string, share: string) =>
    `${counted(holes, "hole")}, ${counted(bars, "bar")} missing (${share})`,

  barsFrom: (bars: string, time: string) => `${counted(bars, "bar")} from ${time}`,
  leftOut: "left-out rows",
  duplicates: "duplicates",
  outOfOrder: "out of order",
  misaligned: "off the interval",
  otherRows: "others",
  zeroVolume: "no volume",
  flat: "flat bars",
  runs: (bars: string, share: string, runs: string) =>
    `${counted(bars, "bar")} (${share}), ${counted(runs, "run")}`,
  longestRun: (bars: string, time: string) => `longest ${bars} from ${time}`,
  noVolumeColumn: "the source has no volume",
  ticks: "price step",
  observed: (tick: string) => `all prices are multiples of ${tick}`,
  offTick: (bars: string, tick: string) => `${counted(bars, "bar")} off the tick ${tick}`,
  between: (first: string, last: string) => `${first} to ${last}`,
  outliers: "outliers",
  outlierCount: (count: string) => counted(count, "move"),
  outlierRule: (ratio: string, times: string, window: string) =>
    `rule: a move from close to close, or a wick, of at least ${ratio} and ${times} times the mean move of the ${window} bars before`,
  move: "move",
  wick: "wick",
  times: (times: string) => `${times} times the mean`,
  reversed: "taken back by the next close",
  mark: "mark price",
  second: "second source",
  matched: (count: string, here: string, there: string) =>
    `${counted(count, "bar")} in both, ${here} only here, ${there} only there`,
  basis: (mean: string, sd: string, max: string, time: string) =>
    `difference ${mean} on average, deviation ${sd}, largest ${max} at ${time}`,
  equal: (share: string) => `${share} of the closes are equal`,
  correlation: (value: string) => `correlation of the moves ${value}`,
  funding: "funding",
  settlements: (count: string, hours: string) => `${counted(count, "settlement")} every ${hours} h`,
  missing: (count: string) => `${count} missing`,
  odd: (count: string) => counted(count, "odd interval"),
  hoursFrom: (hours: string, time: string) => `${hours} h from ${time}`,
  offHour: (count: string) => `${count} off the full hour`,
  rates: (min: string, mean: string, max: string) => `rates ${min} to ${max}, mean ${mean}`,
  fill: "holes are treated",
  fills: {
    none: "left as they are",
    flat: "filled with the last close, without volume",
    dropDay: "left out with their whole day",
  },
  nothing: "none",
  more: (count: string) => `and ${count} more`,
} as const;

type Words<T> = T extends (...values: infer Values) => string
  ? (...values: Values) => string
  : T extends string
    ? string
    : { readonly [Key in keyof T]: Words<T[Key]> };

export type QualityTexts = Words<typeof EN>;

const ZH: QualityTexts = {
  calendar: "每日覆盖（UTC）",
  noBars: "没有 K 线",
  complete: "完整",
  outside: "数据之外",
  dayShare: (day, share) => `${day}：${share}`,
  months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
  bars: (count) => `${count} 根 K 线`,
  coverage: "覆盖率",
  noHoles: "没有缺口",
  holes: (holes, bars, share) => `${holes} 处缺口，缺 ${bars} 根（${share}）`,

  barsFrom: (bars, time) => `${bars} 根，自 ${time}`,
  leftOut: "略过的行",
  duplicates: "重复",
  outOfOrder: "乱序",
  misaligned: "不合周期",
  otherRows: "其他",
  zeroVolume: "零成交量",
  flat: "价格不动",
  runs: (bars, share, runs) => `${bars} 根（${share}），连续 ${runs} 段`,
  longestRun: (bars, time) => `最长 ${bars} 根，自 ${time}`,
  noVolumeColumn: "来源没有成交量",
  ticks: "价格步长",
  observed: (tick) => `所有价格都是 ${tick} 的倍数`,
  offTick: (bars, tick) => `${bars} 根不在价位 ${tick} 上`,
  between: (first, last) => `${first} 至 ${last}`,
  outliers: "异常波动",
  outlierCount: (count) => `${count} 处`,
  outlierRule: (ratio, times, window) =>
    `规则：相邻收盘价的变动或影线不小于 ${ratio}，且不小于之前 ${window} 根平均变动的 ${times} 倍`,
  move: "变动",
  wick: "影线",
  times: (times) => `平均的 ${times} 倍`,
  reversed: "被下一收盘价收回",
  mark: "标记价格",
  second: "第二来源",
  matched: (count, here, there) => `${count} 根两边都有，${here} 根仅此处，${there} 根仅彼处`,
  basis: (mean, sd, max, time) => `平均相差 ${mean}，标准差 ${sd}，最大 ${max}（${time}）`,
  equal: (share) => `${share} 的收盘价相同`,
  correlation: (value) => `变动相关系数 ${value}`,
  funding: "资金费率",
  settlements: (count, hours) => `${count} 次结算，每 ${hours} 小时`,
  missing: (count) => `缺 ${count} 次`,
  odd: (count) => `${count} 处间隔异常`,
  hoursFrom: (hours, time) => `${hours} 小时，自 ${time}`,
  offHour: (count) => `${count} 次不在整点`,
  rates: (min, mean, max) => `费率 ${min} 至 ${max}，平均 ${mean}`,
  fill: "缺口处理",
  fills: {
    none: "保持原样",
    flat: "以上一收盘价补齐，无成交量",
    dropDay: "整日去除",
  },
  nothing: "无",
  more: (count) => `另有 ${count} 处`,
};

/** The words in a language. */
export function qualityTexts(lang: Language): QualityTexts {
  return lang === "zh" ? ZH : EN;
}
