import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConfigInput } from "@perpmill/engine";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { ResolvedData } from "../data/data-set-record.js";
import { planRun, type RunWish } from "./plan-run.js";
import type { RunInputs } from "./run-inputs.js";

const home = mkdtempSync(join(tmpdir(), "perpmill-plan-"));
afterAll(() => rmSync(home, { recursive: true }));

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 1000 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.1 } },
};
const FIRST_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function data(contentHash: string, kind = "last"): ResolvedData {
  const facts = {
    kind,
    symbol: "ETHUSDT",
    intervalMs: 60_000,
    rows: 1440,
    firstMs: FIRST_MS,
    lastMs: FIRST_MS + DAY_MS - 60_000,
    holes: 0,
    skippedRows: 0,
    filledRows: 0,
    priceDecimals: 2,
    hasVolume: true,
    md5: null,
  };
  const files = { paths: [], options: {}, contentHash };
  const { symbol, intervalMs } = facts;
  return { id: "", name: "day", kind, market: "um", symbol, intervalMs, files, contentHash, facts };
}

const INPUTS: RunInputs = { bars: data("aa"), mark: null, funding: null };

function plan(wish: Partial<RunWish> = {}, inputs = INPUTS) {
  const whole = { config: CONFIG, fromMs: undefined, toMs: undefined, ownerId: "ann", ...wish };
  return planRun(whole, inputs, { home, strategies: { named: async () => null } });
}

async function keyOf(wish: Partial<RunWish> = {}, inputs = INPUTS): Promise<string> {
  return (await plan(wish, inputs)).contentKey;
}

describe("the content key", () => {
  test("is the same whatever the order of keys and whether defaults are written out", async () => {
    const key = await keyOf();
    const { normalised } = await plan();
    expect(await keyOf({ config: normalised })).toBe(key);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Object.keys(CONFIG), { minLength: 3 }),
        async (names) => {
          const entries = names.map((name) => [name, CONFIG[name as keyof ConfigInput]]);
          expect(await keyOf({ config: Object.fromEntries(entries) })).toBe(key);
        },
      ),
    );
  });

  test("is another for another configuration, range, bars, marks or funding", async () => {
    const funding = { mode: "constant", rate: 0.0001 } as const;
    const keys = [
      await keyOf(),
      await keyOf({ config: { ...CONFIG, funding } }),
      await keyOf({ config: { ...CONFIG, path: { seed: 1 } } }),
      await keyOf({ fromMs: FIRST_MS }),
      await keyOf({ toMs: FIRST_MS + DAY_MS / 2 }),
      await keyOf({}, { ...INPUTS, bars: data("bb") }),
      await keyOf({}, { ...INPUTS, mark: data("aa", "mark") }),
      await keyOf({}, { ...INPUTS, funding: data("aa", "funding") }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  });
});

describe("the range", () => {
  test("goes before that of the configuration, side by side", async () => {
    const start = "2024-01-01T06:00";
    const end = "2024-01-01T12:00";
    const config = { ...CONFIG, data: { start, end } };
    const inner = { fromMs: Date.parse(`${start}Z`), toMs: Date.parse(`${end}Z`) };
    expect((await plan({ config })).range).toEqual(inner);
    const fromMs = FIRST_MS + 60_000;
    expect((await plan({ config, fromMs })).range).toEqual({ ...inner, fromMs });
    expect((await plan({ config, toMs: null })).range).toEqual({ ...inner, toMs: null });
    expect((await plan({ config, fromMs })).config.data).toEqual({ start: fromMs, end });
  });

  test("must have a bar in it", async () => {
    const lastMs = FIRST_MS + DAY_MS - 60_000;
    await expect(plan({ fromMs: lastMs })).resolves.toBeDefined();
    await expect(plan({ toMs: FIRST_MS + 1 })).resolves.toBeDefined();
    await expect(plan({ fromMs: lastMs + 1 })).rejects.toThrow("2024-01-01T00:00:00.000Z");
    await expect(plan({ toMs: FIRST_MS })).rejects.toMatchObject({ code: "BARS_RANGE_EMPTY" });
  });
});

test("the instrument's rules are those that the request names", async () => {
  expect((await plan()).instrumentRules.source).toBe("built-in");
  const { normalised } = await plan();
  expect((await plan({ config: normalised })).instrumentRules.source).toBe("configuration");
});
