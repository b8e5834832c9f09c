/** 配置各项的文字，中文，按节与名称。 */
import type { configEn } from "./config-en";

export const configZh: typeof configEn = {
  default: "默认",
  reset: "恢复默认",
  import: "打开配置",
  importHelp: "与命令行相同的 JSON，或 RESULT.json",
  path: { title: "K 线内路径", model: "模型", seed: "种子" },
  fills: {
    title: "成交规则",
    rule: "规则",
    throughTicks: "穿过价位数",
    maxParticipation: "成交量占比（null 为不限）",
    slippageTicks: "滑点价位数",
  },
  funding: { title: "资金费", mode: "方式", rate: "费率", intervalHours: "间隔小时数" },
  rebate: { title: "返佣", rate: "手续费占比", payoutDay: "每月日期" },
  risk: {
    title: "风控",
    maxDrawdown: "最大回撤",
    minEquity: "最低权益",
    maxDailyLoss: "单日最大亏损",
    positionStopLoss: "单边止损",
  },
  volatility: {
    title: "波动率状态",
    atrPeriod: "ATR 根数",
    high: "高波动阈值",
    extreme: "极端阈值",
    emergency: "紧急阈值",
    highSpreadMultiplier: "高波动价差倍数",
    extremeSpreadMultiplier: "极端价差倍数",
    balance: "只做平衡仓位的订单",
    extremeFlatten: "极端时削平仓位",
    emergencyClose: "紧急时全部平仓",
  },
};
