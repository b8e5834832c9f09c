/** 引擎对配置的报错，中文。按引擎的英文句式匹配，`$1` 等为其中的数值。 */

type Pattern = readonly [pattern: RegExp, text: string];

export const ISSUE_PATTERNS_ZH: readonly Pattern[] = [
  [/^\S+ is required$/, "必填"],
  [
    /^\S+ must be (a whole number|a number) above (\S+) and up to (\S+), got (.*)$/,
    "应大于 $2 且不超过 $3，现为 $4",
  ],
  [/^\S+ must be a whole number from (\S+) to (\S+), got (.*)$/, "应为 $1 到 $2 的整数，现为 $3"],
  [/^\S+ must be a number from (\S+) to (\S+), got (.*)$/, "应为 $1 到 $2 的数，现为 $3"],
  [
    /^\S+ must be (?:a whole number|a number) above (\S+) with at most (\S+) decimals, got (.*)$/,
    "应大于 $1，小数不超过 $2 位，现为 $3",
  ],
  [/^\S+ must be (?:a whole number|a number) above (\S+), got (.*)$/, "应大于 $1，现为 $2"],
  [/^\S+ must be a whole number of (\S+) or more, got (.*)$/, "应为不小于 $1 的整数，现为 $2"],
  [/^\S+ must be a number of (\S+) or more, got (.*)$/, "应不小于 $1，现为 $2"],
  [/^\S+ must be a whole number, got (.*)$/, "应为整数，现为 $1"],
  [/^\S+ must be a number, got (.*)$/, "应为数字，现为 $1"],
  [/^\S+ is (.*), which has more digits than a 64-bit number holds$/, "$1 的位数超出 64 位浮点数"],
  [
    /^\S+ must be an ISO date or time \(UTC\) or whole milliseconds since 1970, got (.*)$/,
    "应为 ISO 日期或时间（UTC），如 2024-01-31，现为 $1",
  ],
  [/^\S+ must be one of (.*), got (.*)$/, "只能是 $1 之一，现为 $2"],
  [/^\S+ must be the name of an instrument preset, got (.*)$/, "应为预设合约的名称，现为 $1"],
  [/^\S+ must be (?:a text|true or false), got (.*)$/, "类型不对，现为 $1"],
  [/^\S+ is (\S+), below instrument\.minQty of (\S+) .*$/, "最大下单量 $1 小于最小下单量 $2"],
  [/^\S+ is null, which only the last tier may be$/, "只有最后一档可以不设上限"],
  [/^\S+ must rise from tier to tier, got (\S+) after (\S+)$/, "应逐档递增，$2 之后现为 $1"],
  [
    /^\S+ is (\S+), more than any tier of the instrument allows$/,
    "$1 倍超过该合约任何一档允许的杠杆",
  ],
  [/^funding\.rate is required when .*$/, "固定费率方式必须填写费率"],
  [
    /^funding\.mode is required when funding\.rate is given, which is (\S+)$/,
    "填了费率 $1 就必须选择方式",
  ],
  [/^\S+ is (\S+), which is no whole number of milliseconds$/, "$1 小时不是整数毫秒"],
  [/^data\.end must be after data\.start, got (\S+) and (\S+)$/, "结束 $1 应晚于开始 $2"],
  [/^volatility\.atrPeriod is required when volatility\.(\S+) is set$/, "设了阈值 $1 就必须填写"],
  [
    /^account\.positionMode is "(\S+)", but (\S+) trades in "(\S+)"$/,
    "策略 $2 只用 $3 模式，现为 $1",
  ],
  [
    /^funding\.mode is "series", but no funding rates were given$/,
    "选择了按序列，但没有资金费率数据",
  ],
  [/^\S+ is required while (.*)$/, "当 $1 时必填"],
  [/^\S+ must be below (\S+), got (\S+) and (\S+)$/, "应小于 $1 的 $3，现为 $2"],
  [
    /^quoting\.tradingHours at character (\d+): .*, got (.*)$/,
    "第 $1 个字符处无法读取，应写成 08:00-20:00 或 Mon-Fri 08:00-22:00，现为 $2",
  ],
  [
    /^quoting\.hangingOrders does not go with (\S+), .*$/,
    "策略 $1 的挂单本来就会保留，不能与此同用",
  ],
  [/^\S+ is not a known key$/, "没有这个配置项"],
];
