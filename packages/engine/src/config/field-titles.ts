/**
 * Fields of a configuration in words: a title in both languages, and the Chinese of the description
 * whose English stands in the schema. Those of strategies are in their descriptors.
 */

/** English title, Chinese title, Chinese description. */
export type FieldTitle = readonly [en: string, zh: string, helpZh: string];

/** By path; a row of the tiers as `instrument.tiers[]`, its members as `instrument.tiers.<name>`. */
export const FIELD_TITLES: Readonly<Record<string, FieldTitle>> = {
  instrument: ["Instrument", "合约", "交易什么：预设的名称、带改动的预设，或逐项写出。"],
  "instrument.preset": ["Preset", "预设", "合约预设的名称；另外给出的值会取代其中的数值。"],
  "instrument.symbol": ["Symbol", "名称", "合约的名称，仅用于显示。"],
  "instrument.tickSize": ["Tick size", "最小变动价位", "价格的最小变动单位。"],
  "instrument.stepSize": ["Step size", "数量步长", "数量的最小变动单位（张）。"],
  "instrument.minQty": [
    "Minimum quantity",
    "最小下单量",
    "一笔订单的最小数量（张）。默认：一个步长。",
  ],
  "instrument.minNotional": [
    "Minimum notional",
    "最小名义价值",
    "一笔订单的最小名义价值（计价货币）。",
  ],
  "instrument.maxOrderQty": [
    "Maximum quantity",
    "最大下单量",
    "一笔订单的最大数量（张）。默认：不限。",
  ],
  "instrument.contractSize": ["Contract size", "合约面值", "一张合约所含的基础货币数量。"],
  "instrument.makerFee": [
    "Maker fee",
    "挂单费率",
    "挂单成交的手续费，占名义价值的比例；负数：付给挂单方。",
  ],
  "instrument.takerFee": ["Taker fee", "吃单费率", "市价单的手续费，占名义价值的比例。"],
  "instrument.liquidationFee": ["Liquidation fee", "强平费率", "强平的费用，占名义价值的比例。"],
  "instrument.tiers": [
    "Margin tiers",
    "保证金档位",
    "按名义价值递增的保证金档位。默认：无，没有上限也没有维持保证金。",
  ],
  "instrument.tiers[]": ["Margin tier", "档位", "一个保证金档位：名义价值不超过上限的持仓。"],
  "instrument.tiers.notionalCap": [
    "Notional cap",
    "名义价值上限",
    "该档的最大名义价值（计价货币）；最后一档为 null：不设上限。",
  ],
  "instrument.tiers.maxLeverage": ["Maximum leverage", "最大杠杆", "该档允许的最大杠杆。"],
  "instrument.tiers.maintenanceRate": [
    "Maintenance rate",
    "维持保证金率",
    "维持保证金占名义价值的比例。",
  ],
  "instrument.tiers.maintenanceAmount": [
    "Maintenance amount",
    "维持保证金速算额",
    "从维持保证金中减去的金额（计价货币）。",
  ],
  data: ["Data", "数据", "运行数据的哪一段。"],
  "data.start": [
    "Start",
    "开始",
    "第一根 K 线：ISO 日期或时间（UTC），或毫秒。默认：数据的第一根。",
  ],
  "data.end": ["End", "结束", "结束（不含）：ISO 日期或时间（UTC），或毫秒。默认：最后一根之后。"],
  "data.priceDecimals": ["Price decimals", "价格小数位", "把价格舍入到这么多位小数。默认：不变。"],
  account: ["Account", "账户", "账户。"],
  "account.initialBalance": ["Initial balance", "初始余额", "开始时的余额（计价货币）。"],
  "account.leverage": ["Leverage", "杠杆", "新开仓位的杠杆。"],
  "account.positionMode": [
    "Position mode",
    "持仓模式",
    "hedge：多空两侧；oneWay：一个带符号的净持仓。默认：由策略决定。",
  ],
  "account.marginBasis": [
    "Margin basis",
    "保证金口径",
    "维持保证金按两侧分别计算，或按净持仓计算。",
  ],
  "account.marginBuffer": [
    "Margin buffer",
    "保证金缓冲",
    "新订单所需保证金乘以该系数后，仍须不超过可用保证金。",
  ],
  path: ["Path", "路径", "价格在一根 K 线内部如何运行。"],
  "path.model": [
    "Path model",
    "路径模型",
    "最高价与最低价哪一个先到；bridge：随机生成的路径；trades：构成 K 线的逐笔成交。",
  ],
  "path.seed": [
    "Seed",
    "随机种子",
    "模型 random 与 bridge 的种子：0 到 2^64 − 1，大于 2^53 − 1 时写成文本。",
  ],
  "path.points": [
    "Points of a bar",
    "每根 K 线的点数",
    "路径 bridge 中一根 K 线的点数，仅对该模型有效。",
  ],
  fills: ["Fills", "成交", "挂单何时成交、成交多少。"],
  "fills.rule": [
    "Fill rule",
    "成交规则",
    "touch：到达限价即成交；through：须穿过若干最小变动价位。",
  ],
  "fills.throughTicks": [
    "Ticks through",
    "穿过的价位数",
    "规则 through 要求价格越过限价多少个最小变动价位。",
  ],
  "fills.maxParticipation": [
    "Participation cap",
    "参与率上限",
    "我们的订单最多能得到一根 K 线成交量的多大比例；null：不限。",
  ],
  "fills.slippageTicks": ["Slippage", "滑点", "市价单成交价变差多少个最小变动价位。"],
  funding: ["Funding", "资金费", "资金费的收付。"],
  "funding.mode": [
    "Funding mode",
    "资金费方式",
    "none：无；constant：每隔若干小时按固定费率；series：取自文件。",
  ],
  "funding.rate": ["Funding rate", "资金费率", "constant 方式的费率；正数：多头支付。"],
  "funding.intervalHours": ["Interval", "间隔小时数", "constant 方式两次收付之间的小时数。"],
  rebate: ["Rebate", "返佣", "每月返还一次的手续费。"],
  "rebate.rate": ["Rebate rate", "返佣比例", "返还手续费的比例。"],
  "rebate.payoutDay": ["Payout day", "返还日", "每月的哪一天；当月没有这一天时取最后一天。"],
  risk: ["Risk", "风控", "终止运行的限制，以及持仓止损。"],
  "risk.maxDrawdown": ["Maximum drawdown", "最大回撤", "终止运行：权益自最高点下跌的比例。"],
  "risk.minEquity": ["Minimum equity", "最低权益", "终止运行：权益不高于此值（计价货币）。"],
  "risk.maxDailyLoss": [
    "Maximum daily loss",
    "单日最大亏损",
    "当日亏损达到此比例后，到下一个 UTC 日之前不再报价。",
  ],
  "risk.positionStopLoss": [
    "Position stop-loss",
    "持仓止损",
    "一侧持仓相对开仓均价亏损达到此比例时，以市价平掉该侧。",
  ],
  volatility: ["Volatility regime", "波动率状态", "K 线波动变大时改变什么。"],
  "volatility.atrPeriod": ["ATR period", "ATR 周期", "计算平均真实波幅的 K 线数；设了阈值时必填。"],
  "volatility.high": ["High threshold", "高波动阈值", "进入状态 high 的阈值：ATR / 收盘价。"],
  "volatility.extreme": [
    "Extreme threshold",
    "极端阈值",
    "进入状态 extreme 的阈值：ATR / 收盘价。",
  ],
  "volatility.emergency": [
    "Emergency threshold",
    "紧急阈值",
    "进入状态 emergency 的阈值：ATR / 收盘价。",
  ],
  "volatility.highSpreadMultiplier": [
    "Spread multiplier, high",
    "高波动价差倍数",
    "从状态 high 起，价差乘以该倍数。",
  ],
  "volatility.extremeSpreadMultiplier": [
    "Spread multiplier, extreme",
    "极端价差倍数",
    "从状态 extreme 起，价差乘以该倍数。",
  ],
  "volatility.balance": ["Balance only", "只做平衡", "从状态 high 起，不再挂会加大净持仓的订单。"],
  "volatility.extremeFlatten": [
    "Flatten in extreme",
    "极端时轧平",
    "从状态 extreme 起，以市价把较大一侧减到与较小一侧相同。",
  ],
  "volatility.emergencyClose": [
    "Close in emergency",
    "紧急时清仓",
    "在状态 emergency 中平掉全部持仓，不再报价。",
  ],
  quoting: ["Quoting", "报价修饰", "策略与订单簿之间对挂单的处理；默认全部关闭。"],
  "quoting.inventorySkew": [
    "Inventory skew",
    "库存倾斜",
    "满库存时所有挂单价反向移动的幅度，占价格的比例。",
  ],
  "quoting.skewInventoryRatio": [
    "Full inventory",
    "满库存",
    "视为满库存的净名义价值，占权益的比例。",
  ],
  "quoting.minProfitBps": [
    "Minimum profit",
    "最小利润",
    "一个来回扣除挂单手续费后的最小利润（基点）：挂单与价格至少保持其一半加手续费的距离。",
  ],
  "quoting.refreshToleranceBps": [
    "Refresh tolerance",
    "刷新容差",
    "与期望价格相差不超过此值的挂单保留不动（价格的基点）。",
  ],
  "quoting.hangingOrders": [
    "Hanging orders",
    "悬挂挂单",
    "一侧的挂单成交后，另一侧的挂单跨报价保留。",
  ],
  "quoting.hangingCancelDistance": [
    "Cancel hanging beyond",
    "悬挂撤单距离",
    "悬挂的挂单与价格相距超过此值时撤销，占价格的比例。",
  ],
  "quoting.filledOrderDelayMs": [
    "Delay after a fill",
    "成交后延迟",
    "成交之后多久（毫秒）不再报价。",
  ],
  "quoting.tradingHours": [
    "Trading hours",
    "交易时段",
    "报价的时段（UTC），例如 08:00-20:00 或 Mon-Fri 08:00-22:00, Sat 10:00-14:00。",
  ],
  "quoting.fundingAvoidBeforeMs": [
    "No orders before funding",
    "资金费前停止",
    "每次资金费之前多久（毫秒）不挂单。",
  ],
  "quoting.fundingAvoidAfterMs": [
    "No orders after funding",
    "资金费后停止",
    "每次资金费之后多久（毫秒）不挂单。",
  ],
  output: ["Output", "输出", "按要求另外统计什么。"],
  "output.rejections": ["Count rejections", "统计拒单", "统计被拒的订单；为此须逐次算出每个报价。"],
  strategy: ["Strategy", "策略", "策略及其参数。"],
};

/** Choices of fields in words: English, Chinese. By path and value. */
export const CHOICE_TITLES: Readonly<
  Record<string, Readonly<Record<string, readonly [en: string, zh: string]>>>
> = {
  "account.positionMode": {
    hedge: ["Hedge: long and short side", "双向持仓"],
    oneWay: ["One-way: a net position", "单向净持仓"],
  },
  "account.marginBasis": {
    sides: ["Each side for itself", "两侧分别计算"],
    net: ["Net position", "按净持仓"],
  },
  "path.model": {
    direction: ["Direction: rising bars go low first", "方向：阳线先到低点"],
    nearest: ["Nearest extreme first", "较近的极值先到"],
    lowFirst: ["Low first", "先低后高"],
    highFirst: ["High first", "先高后低"],
    random: ["Random, by seed", "随机（按种子）"],
    bridge: ["Bridge: many points, by seed", "布朗桥：多个点（按种子）"],
    trades: ["Trades, one by one", "逐笔成交"],
  },
  "fills.rule": {
    touch: ["Touch: at the limit price", "触及限价"],
    through: ["Through: ticks beyond it", "穿过限价"],
  },
  "funding.mode": {
    none: ["None", "无"],
    constant: ["Constant rate", "固定费率"],
    series: ["Series from a file", "取自文件的序列"],
  },
};
