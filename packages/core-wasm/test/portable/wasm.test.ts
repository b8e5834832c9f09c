/** Indicators compiled to WASM against the same sources as TypeScript, bit for bit. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { instanceOf } from "../compile-assembly.js";
import { type Bar, hasRealBars, randomBars, realBars } from "./bars.js";
import { DRIVEN, DRIVEN_NAMES, type DrivenName } from "./driven.js";

const RUNS = 60;
const SEED = Number(process.env.FC_SEED ?? 20_240_229);
console.log(`indicators in WASM: FC_SEED=${SEED}, ${RUNS} runs each`);
const DRAWN = { numRuns: RUNS, seed: SEED };
const HIGHEST_COUNT = 20_000;
/** Bytes from one empty block of the heap to the next. */
const BLOCK_BYTES = 32;

type Kernel = Record<DrivenName, (period: number, count: number) => number> & {
  reserve(count: number): number;
};

let kernel: Kernel;
let memory: WebAssembly.Memory;
let bars: number;
beforeAll(async () => {
  memory = new WebAssembly.Memory({ initial: 1 });
  kernel = await instanceOf<Kernel>("test-assembly/indicators.ts", memory);
  bars = kernel.reserve(HIGHEST_COUNT);
});

function compare(name: DrivenName, series: readonly Bar[], period: number): void {
  const input = series.flatMap(({ timeMs, high, low, close, volume }) => [
    timeMs,
    high,
    low,
    close,
    volume,
  ]);
  new Float64Array(memory.buffer, bars, input.length).set(input);
  expect(kernel[name](period, series.length)).toBe(BLOCK_BYTES);
  const rows = new Float64Array(memory.buffer, bars + HIGHEST_COUNT * 40, series.length * 4);
  const driven = DRIVEN[name](period);
  series.forEach((bar, i) => {
    driven.push(bar);
    const expected = [...driven.row()];
    const found = [...rows.subarray(i * 4, i * 4 + expected.length)];
    expect([found, rows[i * 4 + 3]]).toEqual([expected, driven.ready ? 1 : 0]);
  });
}

describe.each(DRIVEN_NAMES)("%s", (name) => {
  it("has the same bits in WASM on random bars and allocates nothing while bars come", () => {
    fc.assert(
      fc.property(randomBars, fc.integer({ min: 1, max: 30 }), (series, period) => {
        compare(name, series, period);
      }),
      DRAWN,
    );
  });

  it.skipIf(!hasRealBars)("has the same bits in WASM on real bars", () => {
    compare(name, realBars(5_000), 20);
  });
});

it("traps on a period that is none", () => {
  expect(() => kernel.sma(0, 0)).toThrow(WebAssembly.RuntimeError);
});
