/** 应用文字，中文。键与英文相同。 */
import { benchZh } from "./bench-zh";
import type { Messages } from "./en";
import { inspectorZh } from "./inspector-zh";
import { marketZh } from "./market-zh";
import { metricsZh } from "./metrics-zh";
import { resultZh } from "./result-zh";
import { shellZh } from "./shell-zh";
import { strategiesZh } from "./strategies-zh";
import { systemZh } from "./system-zh";
import { tradesZh } from "./trades-zh";
import { verdictZh } from "./verdict-zh";
import { zhServer } from "./zh-server";

export const zh: Messages = {
  ...zhServer,
  ...benchZh,
  ...shellZh,
  ...systemZh,
  app: { skip: "跳到内容" },
  nav: {
    label: "页面",
    run: "回测",
    sweeps: "扫描",
    strategies: "策略",
    history: "记录",
    market: "行情",
    data: "数据",
    system: "系统",
    settings: "设置",
    profile: "我",
    account: "账户",
  },
  common: {
    cancel: "取消",
    retry: "重试",
    close: "关闭",
    loading: "载入中…",
    delete: "删除",
    name: "用户名",
    password: "密码",
  },
  run: {
    go: "运行",
    stop: "停止",
    drop: "把 K 线文件拖到这里",
    dropHelp: "支持 CSV、gzip、zip、Parquet、Feather 或 JSON。文件只留在本标签页中。",
    choose: "选择文件",
    sample: "试用五年合成数据",
    synthetic: "合成数据",
    bars: "{count} 根 K 线",
    reading: "读取中",
    computing: "计算中",
    speed: "{ms} 毫秒 · 每秒 {rate} 百万根",
    where: "在本标签页中计算",
    kept: "已自动存入记录",
    notKept: "未能保存：浏览器空间不足或不允许保存",
    pin: "固定",
    unpin: "取消固定",
    copyConfig: "复制配置",
    copied: "已复制",
    hash: "结果",
    equity: "权益",
    drawdown: "回撤",
    inventory: "持仓",
    pinned: "已固定",
    log: "对数",
    warnings: "关于此结果须知",
    inspector: "参数",
    strategy: "策略",
    account: "账户",
    instrument: "合约",
    initialBalance: "初始资金",
    leverage: "杠杆",
    live: "拖动时即时运行",
  },
  result: resultZh,
  market: marketZh,
  trades: tradesZh,
  strategies: strategiesZh,
  inspector: inspectorZh,
  metricInfo: metricsZh,
  verdict: verdictZh,
  metricGroup: {
    return: "收益",
    risk: "风险",
    trading: "交易",
    profit: "盈亏来源",
    trust: "可信程度",
  },
  metric: {
    totalReturn: "收益率",
    sharpe: "夏普",
    maxDrawdown: "最大回撤",
    fills: "成交",
    winRate: "胜率",
    spreadPnl: "价差收益",
    inventoryPnl: "持仓盈亏",
    fees: "手续费",
    ambiguousFillShare: "歧义成交",
    finalEquity: "最终权益",
  },
  failure: {
    offline: "服务器没有响应。",
  },
};
