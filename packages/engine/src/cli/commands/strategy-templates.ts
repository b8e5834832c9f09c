/** What `perpmill strategy new` writes: texts of a strategy, its test, a configuration, editor settings. */
import type { Language } from "../../reports/texts/index.js";

/** A file to be written. */
export interface Template {
  readonly file: string;
  readonly text: string;
  /** one for all strategies of a folder: left as it is when it is there */
  readonly shared: boolean;
}

function classNameOf(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function strategyText(className: string): string {
  return `import { Ema, Strategy } from "@perpmill/engine/strategy";

/**
 * Quotes on both sides of the price and leans with the trend.
 * @zh 顺势双侧报价：在价格两侧挂单，并顺着趋势倾斜
 */
export class ${className} extends Strategy {
  /**
   * Distance of the nearest orders from the price.
   * @unit ratio @min 0.0001 @max 0.1 @slider 0.0005 0.02 @scale log
   * @zh 价差：最近一层挂单与价格的距离
   */
  spread: f64 = 0.001;

  /**
   * Orders on each side.
   * @min 1 @max 10 @zh 层数：每侧的挂单层数
   */
  levels: i32 = 2;

  /**
   * Size of one order as a share of equity.
   * @unit ratio @min 0.001 @max 1 @slider 0.005 0.1 @zh 下单比例：每笔挂单占权益的比例
   */
  share: f64 = 0.02;

  /**
   * Bars of the moving average that says where the trend goes.
   * @unit bars @min 1 @max 10000 @zh 均线周期：判断趋势的均线根数
   */
  period: i32 = 60;

  /**
   * Net notional at which one side stops, as a share of equity.
   * @unit ratio @min 0.01 @max 10 @zh 最大库存：净名义价值达到权益的该比例时停止一侧
   */
  maxInventory: f64 = 0.5;

  private trend: Ema = new Ema(1);

  /** Parameters have their values here. */
  override start(): void {
    this.trend = new Ema(this.period);
  }

  /** Once a bar: close(0) is the close of the bar that has just ended. */
  override onBar(): void {
    this.trend.push(this.close(0));
  }

  /** No bid is above this factor of the price: quotes that nothing comes near cost nothing. */
  override bidReach(): f64 {
    return 1 - this.spread;
  }

  /** No ask is below this factor of the price. */
  override askReach(): f64 {
    return 1 + this.spread;
  }

  /** Whenever quotes are due: place what is wanted now. */
  override quote(): void {
    if (!this.trend.ready) return;
    const rising: bool = this.price > this.trend.value;
    const bidSpread: f64 = rising ? this.spread : 1.5 * this.spread;
    const askSpread: f64 = rising ? 1.5 * this.spread : this.spread;
    const inventory: f64 = this.inventory(this.maxInventory);
    const size: f64 = this.shareOfEquity(this.share);
    for (let i: i32 = 1; i <= this.levels; i++) {
      if (inventory < 1) this.bid(this.price * (1 - f64(i) * bidSpread), size);
      if (inventory > -1) this.ask(this.price * (1 + f64(i) * askSpread), size);
    }
  }
}
`;
}

const TEST_NOTES = {
  en: {
    head: "The strategy as a compiled module and as TypeScript: both must trade alike.",
    name: "trades the same compiled and as TypeScript",
    debug: "Set a breakpoint in the strategy and step through this test in your editor.",
  },
  zh: {
    head: "同一策略编译为模块与作为 TypeScript 运行：两者的成交必须一致。",
    name: "编译后与作为 TypeScript 运行的成交相同",
    debug: "在策略中设置断点，用编辑器的调试器运行本测试。",
  },
} as const;

function testText(name: string, className: string, lang: Language): string {
  const notes = TEST_NOTES[lang];
  return `/** ${notes.head} */
import { fileURLToPath } from "node:url";
import { syntheticBars } from "@perpmill/engine";
import { debugStrategy, strategyDifferences } from "@perpmill/engine/strategy-testing";
import { expect, test } from "vitest";
import { ${className} } from "./${name}";

const run = {
  file: fileURLToPath(new URL("./${name}.ts", import.meta.url)),
  strategy: ${className},
  bars: syntheticBars({ seed: 1, bars: 5000 }),
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { orderRefreshMs: 15_000 },
  },
};

test("${notes.name}", async () => {
  expect(await strategyDifferences(run)).toEqual([]);
}, 60_000);

// ${notes.debug}
test("${className}", async () => {
  const { trades, metrics } = await debugStrategy(run);
  expect(trades.length).toBeGreaterThan(0);
  expect(metrics.finalEquity).toBeGreaterThan(0);
}, 60_000);
`;
}

const CONFIG_NOTES = {
  en: (name: string) => `perpmill run ${name}.json --data bars.csv`,
  zh: (name: string) => `运行：perpmill run ${name}.json --data bars.csv`,
} as const;

function configText(name: string, lang: Language): string {
  return `// ${CONFIG_NOTES[lang](name)}
{
  "instrument": "ETHUSDT",
  "account": { "initialBalance": 10000, "leverage": 5 },
  "strategy": {
    "name": "./${name}.ts",
    "spread": 0.001,
    "levels": 2,
    "share": 0.02,
    "period": 60,
    "maxInventory": 0.5
  }
}
`;
}

const EDITOR_SETTINGS = `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "ESNext",
    "moduleResolution": "Bundler",
    "lib": ["ES2023", "DOM"],
    "types": ["node"],
    "strict": true,
    "skipLibCheck": true,
    "noEmit": true
  },
  "include": ["*.ts"]
}
`;

/** The files for a strategy of a name in small letters and hyphens. */
export function strategyTemplates(name: string, lang: Language): readonly Template[] {
  const className = classNameOf(name);
  return [
    { file: `${name}.ts`, text: strategyText(className), shared: false },
    { file: `${name}.test.ts`, text: testText(name, className, lang), shared: false },
    { file: `${name}.json`, text: configText(name, lang), shared: false },
    { file: "tsconfig.json", text: EDITOR_SETTINGS, shared: true },
  ];
}
