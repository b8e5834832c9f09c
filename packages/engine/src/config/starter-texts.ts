/** Chinese comments of the starter configuration; the English ones are the schema's descriptions. */

/** By path: every section of the schema and every member of it. */
export const SECTION_TEXTS_ZH: Readonly<Record<string, string>> = {
  data: "运行数据的哪一段。",
  "data.start": "第一根 K 线：ISO 日期或时间（UTC）或毫秒。默认：数据的开头。",
  "data.end": "结束时间（不含）：ISO 日期或时间（UTC）或毫秒。默认：数据的末尾。",
  "data.priceDecimals": "把价格四舍五入到几位小数。默认：保持原样。",
  account: "账户。",
  "account.initialBalance": "初始余额（计价货币）。",
  "account.leverage": "开仓杠杆。",
  "account.positionMode": "hedge：双向持仓；oneWay：单向持仓。默认：由策略决定。",
  "account.marginBasis": "维持保证金按多空两侧（sides）或按净仓位（net）计算。",
  "account.marginBuffer": "新订单所需可用保证金的倍数。",
  path: "K 线内部价格怎样走。",
  "path.model":
    "先到最高价还是先到最低价：direction、nearest、lowFirst、highFirst、random；bridge：随机生成；trades：逐笔成交。",
  "path.seed": "random 与 bridge 模型的种子：0 到 2^64 - 1，超过 2^53 - 1 时写成文本。",
  "path.points": "bridge 模型中一根 K 线的点数，其他模型不用。",
  fills: "挂单何时成交、成交多少。",
  "fills.rule": "touch：触及挂单价即成交；through：须穿过若干个最小变动价位。",
  "fills.throughTicks": "through 规则要求穿过的最小变动价位数。",
  "fills.maxParticipation": "我们的挂单最多占一根 K 线成交量的比例；null：不限。",
  "fills.slippageTicks": "市价单成交价变差的最小变动价位数。",
  funding: "资金费。",
  "funding.mode": "none：无；constant：每隔若干小时按固定费率；series：来自文件。",
  "funding.rate": "constant 模式的费率；为正时多头付给空头。",
  "funding.intervalHours": "constant 模式的间隔小时数。",
  rebate: "每月返还的手续费。",
  "rebate.rate": "返还手续费的比例。",
  "rebate.payoutDay": "每月几号返还；当月没有这一天则为最后一天。",
  risk: "停止整个回测的限制，以及单侧仓位的止损。",
  "risk.maxDrawdown": "结束回测：权益从峰值回落的比例。",
  "risk.minEquity": "结束回测：权益不高于该值（计价货币）。",
  "risk.maxDailyLoss": "当日（UTC）亏损达到该比例后，到次日前不再报价。",
  "risk.positionStopLoss": "某一侧从开仓均价亏损达到该比例时，以市价平仓。",
  volatility: "K 线变宽时的应对。",
  "volatility.atrPeriod": "平均真实波幅（ATR）的 K 线根数；设了阈值就必填。",
  "volatility.high": "进入 high 状态的 ATR / 收盘价阈值。",
  "volatility.extreme": "进入 extreme 状态的 ATR / 收盘价阈值。",
  "volatility.emergency": "进入 emergency 状态的 ATR / 收盘价阈值。",
  "volatility.highSpreadMultiplier": "从 high 起价差的倍数。",
  "volatility.extremeSpreadMultiplier": "从 extreme 起价差的倍数。",
  "volatility.balance": "从 high 起，不再挂会加大净仓位的单。",
  "volatility.extremeFlatten": "从 extreme 起，以市价把较大一侧减到与较小一侧相同。",
  "volatility.emergencyClose": "emergency 时全部平仓并停止报价。",
  quoting: "策略与订单簿之间对挂单的处理；默认全部关闭。",
  "quoting.inventorySkew": "满库存时所有挂单价反向移动的幅度，占价格的比例。",
  "quoting.skewInventoryRatio": "视为满库存的净名义价值，占权益的比例。",
  "quoting.minProfitBps":
    "一个来回扣除挂单手续费后的最小利润（基点）：挂单与价格至少保持其一半加手续费的距离。",
  "quoting.refreshToleranceBps": "与期望价格相差不超过此值的挂单保留不动（价格的基点）。",
  "quoting.hangingOrders": "一侧的挂单成交后，另一侧的挂单跨报价保留。",
  "quoting.hangingCancelDistance": "悬挂的挂单与价格相距超过此值时撤销，占价格的比例。",
  "quoting.filledOrderDelayMs": "成交之后多久（毫秒）不再报价。",
  "quoting.tradingHours":
    "报价的时段（UTC），例如 08:00-20:00 或 Mon-Fri 08:00-22:00, Sat 10:00-14:00。",
  "quoting.fundingAvoidBeforeMs": "每次资金费之前多久（毫秒）不挂单。",
  "quoting.fundingAvoidAfterMs": "每次资金费之后多久（毫秒）不挂单。",
  output: "按需统计的内容。",
  "output.rejections": "统计被拒绝的订单；此时每次报价都会完整计算。",
};

/** Comments of the starter that are not about one member. */
export const STARTER_TEXTS = {
  en: {
    head: [
      "Perpmill configuration. Comments and trailing commas are allowed; null means the default.",
      "Run it:  perpmill run FILE --data BARS",
    ],
    instrument:
      'What is traded: a preset\'s name, { "preset": "ETHUSDT", "makerFee": 0 }, or every number written out.',
    strategy: "The strategy and its parameters.",
  },
  zh: {
    head: [
      "Perpmill 配置。允许注释和多余的逗号；null 表示默认值。",
      "运行：perpmill run 本文件 --data K线文件",
    ],
    instrument: '交易品种：预设名称、{ "preset": "ETHUSDT", "makerFee": 0 }，或写出全部数值。',
    strategy: "策略及其参数。",
  },
} as const;
