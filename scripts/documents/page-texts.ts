/** Words of the generated pages, in both languages. */

const GENERATED_EN = "Made by `npm run docs` from the sources; do not edit.";
const GENERATED_ZH = "由 `npm run docs` 从源码生成，请勿手改。";

export const PAGE_TEXTS = {
  en: {
    configuration: {
      title: "Configuration",
      intro: [
        `${GENERATED_EN} [中文](configuration.zh-CN.md)`,
        'A configuration is one JSON object; comments and trailing commas are allowed. Numbers may be written as text (`"0.1"`) where a decimal must not be rounded. `null` means the default, except for `fills.maxParticipation`, where it means no cap. An unknown key is an error that names the nearest known one. `perpmill init` writes a commented file to start from, `perpmill schema` the JSON Schema for your editor, and what each setting does to the last fill is [semantics](semantics.md).',
        "Only `instrument`, `account.initialBalance` and `strategy` with its spreads and size are required.",
      ],
      key: "key",
      type: "type",
      default: "default",
      bounds: "bounds",
      meaning: "meaning",
      required: "**required**",
      absent: "–",
      tiers: "One row of `instrument.tiers`",
      preset: (names: string) =>
        `A preset's name (\`"instrument": "ETHUSDT"\`), a preset with changes (\`{ "preset": "ETHUSDT", "makerFee": 0 }\`), or every number written out. Presets: ${names}. \`perpmill instruments NAME\` prints one with the day on which its numbers were read.`,
      strategy: (link: string) =>
        `\`name\` chooses the strategy; its parameters stand beside it: ${link}.`,
      strategies: (id: string) => `[${id}](strategies.md#${id})`,
      types: {
        number: "number",
        whole: "whole number",
        flag: "`true` or `false`",
        time: "ISO date or time (UTC), or ms",
        seed: "whole number of 64 bits, or text",
        text: "text",
        size: "size",
        list: "list of rows",
      },
    },
    strategies: {
      title: "Strategies",
      intro: [
        `${GENERATED_EN} [中文](strategies.zh-CN.md)`,
        "What each strategy quotes, to the last tick, is section 8 of [semantics](semantics.md). `perpmill strategies NAME` prints the same tables.",
      ],
      mode: { hedge: "Hedge mode", oneWay: "One-way mode" },
      version: "version",
      parameter: "parameter",
      unit: "unit",
      default: "default",
      range: "accepted",
      slider: "usual",
      help: "what it does",
      required: "**required**",
      interval: "one bar",
      side: "the side's spread",
      units: { ratio: "share of one", count: "count", ms: "ms" },
      size: '`{ "equityRatio": 0.02 }` or `{ "quantity": 0.5 }`',
      example: "Its section of a configuration:",
      separator: ": ",
    },
    bench: {
      main: [
        "strategy (five years of minutes)",
        "fills",
        "time",
        "per bar",
        "against C",
        "TypeScript reference",
      ],
      slower: (ratio: string) => `${ratio}× as long`,
      command: ["`perpmill run` as a process, start to result", "time", "CPU", "peak memory"],
      inputs: { cache: "bars in the cache", csv: "CSV, nothing cached" },
    },
  },
  zh: {
    configuration: {
      title: "配置",
      intro: [
        `${GENERATED_ZH} [English](configuration.md)`,
        '配置是一个 JSON 对象，允许注释和多余的逗号。数字可以写成文本（`"0.1"`），小数不会失真。`null` 表示默认值，唯有 `fills.maxParticipation` 的 `null` 表示不限。不认识的键是错误，并会指出最接近的键。`perpmill init` 写出带注释的起始配置，`perpmill schema` 打印供编辑器使用的 JSON Schema；每项设置的确切含义见 [semantics](semantics.md)（英文）。',
        "必填的只有 `instrument`、`account.initialBalance`，以及 `strategy` 的价差与下单量。",
      ],
      key: "键",
      type: "类型",
      default: "默认",
      bounds: "范围",
      meaning: "含义",
      required: "**必填**",
      absent: "–",
      tiers: "`instrument.tiers` 的一行",
      preset: (names: string) =>
        `预设名称（\`"instrument": "ETHUSDT"\`）、预设加改动（\`{ "preset": "ETHUSDT", "makerFee": 0 }\`），或写出全部数值。预设：${names}。\`perpmill instruments 名称\` 打印预设及其数值的读取日期。`,
      strategy: (link: string) => `\`name\` 选择策略，参数与它并列：${link}。`,
      strategies: (id: string) => `[${id}](strategies.zh-CN.md#${id})`,
      types: {
        number: "数字",
        whole: "整数",
        flag: "`true` 或 `false`",
        time: "ISO 日期或时间（UTC），或毫秒",
        seed: "64 位整数，或文本",
        text: "文本",
        size: "下单量",
        list: "若干行",
      },
    },
    strategies: {
      title: "策略",
      intro: [
        `${GENERATED_ZH} [English](strategies.md)`,
        "每个策略的确切报价规则见 [semantics](semantics.md) 第 8 节（英文）。`perpmill strategies 名称 --lang zh` 打印同样的表。",
      ],
      mode: { hedge: "双向持仓", oneWay: "单向持仓" },
      version: "版本",
      parameter: "参数",
      unit: "单位",
      default: "默认",
      range: "可接受",
      slider: "常用",
      help: "作用",
      required: "**必填**",
      interval: "一根 K 线",
      side: "该侧价差",
      units: { ratio: "比例", count: "个数", ms: "毫秒" },
      size: '`{ "equityRatio": 0.02 }` 或 `{ "quantity": 0.5 }`',
      example: "配置中的这一节：",
      separator: "：",
    },
    bench: {
      main: ["策略（五年分钟线）", "成交", "用时", "每根 K 线", "相对 C", "TypeScript 参考实现"],
      slower: (ratio: string) => `慢 ${ratio} 倍`,
      command: ["`perpmill run` 整个进程，从启动到结果", "用时", "CPU", "内存峰值"],
      inputs: { cache: "K 线已在缓存", csv: "CSV，无缓存" },
    },
  },
} as const;

/** Chinese meanings of the members of `instrument` and of a tier, in the order of the schema. */
export const INSTRUMENT_TEXTS_ZH: Readonly<Record<string, string>> = {
  symbol: "品种名称，仅用于显示。",
  tickSize: "价格最小变动价位。",
  stepSize: "数量步长（张）。",
  minQty: "最小下单数量（张）。默认：一个步长。",
  minNotional: "最小名义价值（计价货币）。",
  maxOrderQty: "单笔最大数量（张）。默认：不限。",
  contractSize: "每张合约的标的数量。",
  makerFee: "挂单费率，占名义价值的比例；为负表示返给挂单方。",
  takerFee: "吃单费率，占名义价值的比例。",
  liquidationFee: "强平费率，占名义价值的比例。",
  tiers: "按名义价值递增的保证金档位。默认：无，即没有上限，也没有维持保证金。",
};

export const TIER_TEXTS_ZH: Readonly<Record<string, string>> = {
  notionalCap: "该档位的最大名义价值（计价货币）；最后一行为 null，即不限。",
  maxLeverage: "该档位允许的最大杠杆。",
  maintenanceRate: "维持保证金占名义价值的比例。",
  maintenanceAmount: "维持保证金的速算扣除额（计价货币）。",
};
