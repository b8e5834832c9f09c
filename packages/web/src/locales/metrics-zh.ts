/** 每项指标的通俗解释与算法，中文。 */
import type { metricsEn } from "./metrics-en";

export const metricsZh: typeof metricsEn = {
  totalReturn: {
    label: "收益率",
    help: "账户自开始以来赚了或亏了多少。",
    formula: "最终权益 ÷ 初始余额 − 1",
  },
  finalEquity: {
    label: "最终权益",
    help: "最后一根 K 线时账户的价值。",
    formula: "余额 + 未实现盈亏，按最后收盘价",
  },
  cagr: {
    label: "年化收益",
    help: "以固定年增长率达到同样最终权益所需的比率。",
    formula: "(最终权益 ÷ 初始余额) ^ (1 ÷ 年数) − 1",
  },
  sharpe: {
    label: "夏普",
    help: "每承受一份波动得到多少收益。大于 1 为好，大于 2 罕见。",
    formula: "日收益均值 ÷ 日收益标准差 × √365",
  },
  sortino: {
    label: "索提诺",
    help: "与夏普类似，但只把亏损的日子算作风险。",
    formula: "日收益均值 ÷ √(亏损日平方的均值) × √365",
  },
  calmar: {
    label: "卡玛",
    help: "每承受一份最大回撤得到多少年化收益。",
    formula: "年化收益 ÷ 最大回撤",
  },
  maxDrawdown: {
    label: "最大回撤",
    help: "从峰值下跌的最大幅度，按 K 线收盘计。",
    formula: "1 − 权益 ÷ 迄今最高权益 的最大值",
  },
  maxDrawdownIntrabar: {
    label: "K 线内最大回撤",
    help: "同上，但考察 K 线内的每一步，而不只看收盘。",
    formula: "每一步上 1 − 权益 ÷ 迄今最高权益 的最大值",
  },
  maxDrawdownDurationMs: {
    label: "最长回撤时间",
    help: "账户低于峰值的最长时间。",
    formula: "从峰值到其下方最后一次收盘的最长时间",
  },
  volatility: {
    label: "年化波动率",
    help: "日收益的离散程度，折算为一年。",
    formula: "日收益标准差 × √365",
  },
  var95: {
    label: "95% 在险价值",
    help: "二十天中有一天的亏损超过权益的这一比例。",
    formula: "日收益 5% 分位数的相反数",
  },
  cvar95: {
    label: "最差日均亏损",
    help: "最差的那二十分之一的日子平均亏损多少。",
    formula: "最低 5% 日收益均值的相反数",
  },
  exposure: {
    label: "持仓时间占比",
    help: "有多少时间持有仓位。",
    formula: "收盘时有仓位的 K 线 ÷ 全部 K 线",
  },
  maxLong: {
    label: "最大多仓",
    help: "同一时刻持有的最多多头数量。",
    formula: "多头数量的最大值",
  },
  maxShort: {
    label: "最大空仓",
    help: "同一时刻持有的最多空头数量。",
    formula: "空头数量的最大值",
  },
  fills: {
    label: "成交笔数",
    help: "成交的订单，部分成交分别计数。",
    formula: "挂单成交 + 吃单成交",
  },
  makerFills: {
    label: "挂单成交",
    help: "价格到达后成交的挂单。",
    formula: "挂单的成交笔数",
  },
  takerFills: {
    label: "吃单成交",
    help: "止损、限额、波动状态与强平的市价单。",
    formula: "市价单的成交笔数",
  },
  closedFills: {
    label: "平仓成交",
    help: "至少平掉一部分仓位的成交。",
    formula: "有平仓部分的成交笔数",
  },
  winRate: {
    label: "胜率",
    help: "平仓成交中有多少在扣费前盈利。",
    formula: "盈利的平仓成交 ÷ 平仓成交",
  },
  profitFactor: {
    label: "盈亏比",
    help: "扣费前每亏一份赚多少份。",
    formula: "平仓成交的盈利之和 ÷ 亏损之和",
  },
  turnover: {
    label: "换手倍数",
    help: "成交额是初始余额的多少倍。",
    formula: "全部成交的 数量 × 价格 之和 ÷ 初始余额",
  },
  avgHoldingMs: {
    label: "平均持仓时间",
    help: "一份仓位从开到平平均多久。",
    formula: "数量 × 持有时间 之和 ÷ 平仓数量",
  },
  spreadPnl: {
    label: "价差收益",
    help: "成交价相对报价时参考价赚到的部分。",
    formula: "(参考价 − 成交价) × 买入数量 之和，卖出方向相反",
  },
  inventoryPnl: {
    label: "持仓盈亏",
    help: "持有仓位期间价格变动带来的盈亏。",
    formula: "扣费前的已实现 + 未实现盈亏 − 价差收益",
  },
  fees: {
    label: "手续费",
    help: "付给交易所的费用，返佣另计；负数表示收入。",
    formula: "数量 × 价格 × 费率 之和，含强平费",
  },
  rebates: {
    label: "返佣",
    help: "已返还的手续费。",
    formula: "每次发放时：上次发放以来的手续费 × 返佣比例，累计",
  },
  rebateAccrued: {
    label: "待发返佣",
    help: "上次发放以来已产生、尚未计入权益的返佣。",
    formula: "上次发放以来的手续费 × 返佣比例",
  },
  funding: {
    label: "资金费",
    help: "持仓经过资金费时点收到（+）或支付（−）的金额。",
    formula: "−仓位 × 价格 × 资金费率 之和",
  },
  deficit: {
    label: "穿仓补足",
    help: "强平后余额低于零的部分，由交易所承担。",
    formula: "强平后余额低于零时的相反数",
  },
  ambiguousFillShare: {
    label: "歧义成交",
    help: "有多少挂单成交发生在双边都成交的 K 线里，其先后只能猜测。越高，结果越不可信。",
    formula: "双边都成交的 K 线里的挂单成交 ÷ 挂单成交",
  },
  quotedEdgeBps: {
    label: "报价边际",
    help: "挂单成交价离报价时参考价多远，以基点计。",
    formula: "边际 × 数量 之和 ÷ 价格 × 数量 之和 × 10,000",
  },
  markoutB1: {
    label: "1 根后走势",
    help: "挂单成交一根 K 线之后的价值。负数：成交发生在不利变动之前。",
    formula: "±(一根后收盘价 − 成交价) × 数量 之和 ÷ 成交额 × 10,000",
  },
  markoutB5: {
    label: "5 根后走势",
    help: "挂单成交五根 K 线之后的价值。",
    formula: "±(五根后收盘价 − 成交价) × 数量 之和 ÷ 成交额 × 10,000",
  },
  markoutB15: {
    label: "15 根后走势",
    help: "挂单成交十五根 K 线之后的价值。",
    formula: "±(十五根后收盘价 − 成交价) × 数量 之和 ÷ 成交额 × 10,000",
  },
  markoutB60: {
    label: "60 根后走势",
    help: "挂单成交六十根 K 线之后的价值。",
    formula: "±(六十根后收盘价 − 成交价) × 数量 之和 ÷ 成交额 × 10,000",
  },
};
