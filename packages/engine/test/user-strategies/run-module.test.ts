/** Compiled strategies in the engine: the same trades as the built-in one, in every layer and memory. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  backtest,
  envelope,
  explainFill,
  residentBars,
  shareBars,
  syntheticBars,
} from "../../src/node.js";
import type { ModuleStrategy } from "../../src/strategies/user-strategy.js";
import { compileStrategy } from "../../src/user-strategies/compile-strategy.js";

const bars = syntheticBars({ seed: 11, bars: 20_000 });
const SPREADS = { bidSpread: 0.0008, askSpread: 0.0009, levels: 3, levelSpacing: 0.0004 };
const COMMON = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
} as const;
const BUILT_IN = {
  ...COMMON,
  strategy: {
    name: "pure-maker",
    ...SPREADS,
    size: { equityRatio: 0.02 },
    inventorySkew: 0.0005,
    maxInventoryRatio: 0.5,
    orderRefreshMs: 15_000,
  },
};

async function compiled(source: string): Promise<ModuleStrategy> {
  const { descriptor, wasm } = await compileStrategy(source, { optimize: "fast" });
  return { descriptor, module: await WebAssembly.compile(wasm) };
}

function source(name: string): string {
  return readFileSync(join(import.meta.dirname, "sources", name), "utf8");
}

describe("a compiled copy of pure-maker", () => {
  let copy: ModuleStrategy;
  let config: Parameters<typeof backtest>[0]["config"];

  beforeAll(async () => {
    copy = await compiled(source("pure-copy.ts"));
    config = {
      ...COMMON,
      strategy: {
        name: copy.descriptor.id,
        ...SPREADS,
        share: 0.02,
        skew: 0.0005,
        maxInventoryRatio: 0.5,
        orderRefreshMs: 15_000,
      },
    };
  });

  it.each([
    ["on its own", {}],
    [
      "with regimes",
      { volatility: { atrPeriod: 30, high: 0.0003, highSpreadMultiplier: 2, balance: true } },
    ],
    [
      "with a participation cap and a daily loss",
      { fills: { maxParticipation: 0.001 }, risk: { maxDailyLoss: 0.001 } },
    ],
  ])("trades the same, %s", async (_, more) => {
    const expected = await backtest({ bars, config: { ...BUILT_IN, ...more } });
    expect(expected.metrics.fills).toBeGreaterThan(100);
    for (const layer of ["plain", "lazy"] as const) {
      const result = await backtest({
        bars,
        config: { ...config, ...more },
        userStrategy: copy,
        layer,
      });
      expect(result.metrics).toEqual(expected.metrics);
    }
  });

  it("trades the same on bars that lie in a kernel memory, and on shared ones", async () => {
    const { metrics } = await backtest({ bars, config, userStrategy: copy });
    const resident = residentBars(bars);
    for (const placed of [resident, resident, shareBars(bars, 1).bars]) {
      expect((await backtest({ bars: placed, config, userStrategy: copy })).metrics).toEqual(
        metrics,
      );
    }
  });

  it("has the same envelope", async () => {
    const [own, built] = await Promise.all([
      envelope({ bars, config, userStrategy: copy }),
      envelope({ bars, config: BUILT_IN }),
    ]);
    expect(own.rows).toEqual(built.rows);
  });

  it("has its fills explained alike", async () => {
    const { trades } = await backtest({ bars, config, userStrategy: copy });
    for (const fill of [0, 57, trades.length - 1]) {
      const own = await explainFill({ bars, config, userStrategy: copy, fill });
      const built = await explainFill({ bars, config: BUILT_IN, fill });
      expect(own).toEqual(built);
    }
  });
});

const STATEFUL = `import { Ema, Strategy } from "@perpmill/engine/strategy";
export class Stateful extends Strategy {
  /** @unit ratio */
  spread: f64 = 0.0006;
  period: i32 = 20;
  private fast: Ema = new Ema(1);
  private fills: f64 = 0;
  private kept: f64[] = [];
  start(): void { this.fast = new Ema(this.period); }
  onBar(): void {
    this.fast.push(this.close(0));
    if (this.kept.length < 100) this.kept.push(this.close(5));
  }
  filled(kind: OrderKind, buy: bool, price: f64, size: f64, whole: bool): void { this.fills += size; }
  bidReach(): f64 { return 1 - this.spread; }
  askReach(): f64 { return 1 + this.spread; }
  quote(): void {
    if (!this.fast.ready) return;
    const lean: f64 = this.price > this.fast.value ? 0.0002 : 0;
    const size: f64 = this.shareOfEquity(0.01) + (this.fills % 1 > 0.5 ? this.lotSize : 0);
    this.bid(this.price * (1 - this.spread - lean), size);
    this.ask(this.price * (1 + this.spread + (0.0002 - lean)), size);
    if (this.close(300) > this.price) this.ask(this.close(300) * (1 + this.spread), size);
  }
}
`.replace("{ Ema, Strategy }", "{ Ema, OrderKind, Strategy }");

describe("a compiled strategy with a memory of its own", () => {
  let strategy: ModuleStrategy;
  let config: Parameters<typeof backtest>[0]["config"];

  beforeAll(async () => {
    strategy = await compiled(STATEFUL);
    config = { ...COMMON, strategy: { name: strategy.descriptor.id, orderRefreshMs: 15_000 } };
  });

  it("gives the same in both layers, again and again, and in pieces", async () => {
    const plain = await backtest({ bars, config, userStrategy: strategy, layer: "plain" });
    expect(plain.metrics.fills).toBeGreaterThan(100);
    for (let round = 0; round < 2; round++) {
      const lazy = await backtest({
        bars,
        config,
        userStrategy: strategy,
        pauseBars: () => 777,
        onProgress: () => {},
      });
      expect(lazy.metrics).toEqual(plain.metrics);
    }
  });

  it("has its fills explained: state and earlier bars are as they were", async () => {
    const { trades } = await backtest({ bars, config, userStrategy: strategy });
    for (const fill of [0, 80, trades.length - 1]) {
      const { fill: row } = await explainFill({ bars, config, userStrategy: strategy, fill });
      expect(row).toMatchObject({ timeMs: trades.timeMs[fill], fee: trades.fee[fill] });
    }
  });
});

describe("a compiled strategy that fails", () => {
  async function failure(quote: string, more = "") {
    const text = `import { Strategy } from "@perpmill/engine/strategy";
export class Bad extends Strategy {
  private kept: f64[] = [];
  ${more}
  quote(): void {
    if (this.barCount < 3) return;
    ${quote}
  }
}
`;
    const strategy = await compiled(text);
    const config = { ...COMMON, strategy: { name: strategy.descriptor.id } };
    return backtest({ bars, config, userStrategy: strategy }).then(
      () => null,
      (error: unknown) => error,
    );
  }

  it.each([
    ["this.bid(NaN, 1);", /NaN/],
    ["this.bid(this.price, Infinity);", /Infinity/],
    ["throw new Error('no way');", /no way/],
    ["const x: f64 = this.kept[3]; this.bid(x, 1);", /[Ii]ndex out of range/],
    ["while (true) this.kept.push(1);", /memory/],
    [
      "for (let i = 0; i < 70; i++) this.bid(this.price * 0.9, this.shareOfEquity(0.003));",
      /more than 64/,
    ],
  ])("%s ends the run with the moment", async (quote, words) => {
    const error = await failure(quote);
    expect(error).toMatchObject({
      code: "STRATEGY_FAILED",
      message: expect.stringMatching(words),
      where: { bar: 3, timeMs: bars.baseTimeMs + 3 * 60_000 },
    });
  });

  it("names the line that threw", async () => {
    expect(await failure("throw new Error('here');")).toMatchObject({ where: { line: 7 } });
  });

  it("refuses orders outside of quote() and beyond its own reach", async () => {
    const early = await failure("", "onBar(): void { this.bid(1, 1); }");
    expect(early).toMatchObject({
      code: "STRATEGY_FAILED",
      message: expect.stringContaining("outside of quote()"),
    });
    const far = await failure(
      "this.bid(this.price * 0.999, 1);",
      "bidReach(): f64 { return 0.99; } askReach(): f64 { return 1.01; }",
    );
    expect(far).toMatchObject({
      code: "STRATEGY_FAILED",
      message: expect.stringContaining("bidReach()"),
    });
  });
});
