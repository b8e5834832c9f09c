import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backtest, envelope } from "../node.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { loadStrategy } from "./load-strategy-node.js";

const SOURCE = `import { Strategy } from "@perpmill/engine/strategy";

export class MyMaker extends Strategy {
  /** @unit ratio */
  spread: f64 = 0.001;

  quote(): void {
    this.bid(this.price * (1 - this.spread), this.shareOfEquity(0.02));
    this.ask(this.price * (1 + this.spread), this.shareOfEquity(0.02));
  }
}
`;

let folder: string;
let path: string;
/** Where the first test leaves the module for those after it. */
let cacheDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-strategy-"));
  path = join(folder, "my-maker.ts");
  cacheDir = join(folder, "cache");
});
beforeEach(() => writeFile(path, SOURCE));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function entryOf(): Promise<string> {
  const [name] = await readdir(join(cacheDir, "strategies", "v1"));
  return join(cacheDir, "strategies", "v1", name);
}

describe("loadStrategy", () => {
  it("compiles once, takes the same from the cache, and anew what is damaged", async () => {
    const first = await loadStrategy(path, { cacheDir });
    expect(first).toMatchObject({ className: "MyMaker", fromCache: false });
    const second = await loadStrategy(path, { cacheDir });
    expect(second.fromCache).toBe(true);
    expect({ ...second, module: null, fromCache: null }).toEqual({
      ...first,
      module: null,
      fromCache: null,
    });
    const entry = await entryOf();
    const bytes = await readFile(entry);
    bytes[bytes.length - 100] ^= 1;
    await writeFile(entry, bytes);
    const third = await loadStrategy(path, { cacheDir });
    expect(third.fromCache).toBe(false);
    expect(third.wasm).toEqual(first.wasm);
    expect((await loadStrategy(path, { cacheDir })).fromCache).toBe(true);
  });

  it("reads a module that was built, with its descriptor", async () => {
    const built = await loadStrategy(path, { cacheDir });
    const file = join(folder, "my-maker.wasm");
    await writeFile(file, built.wasm);
    const read = await loadStrategy(file);
    expect(read.descriptor).toEqual(built.descriptor);
    expect(read.hash).toBe(built.hash);
  });

  it("refuses a file that is not there, that is no strategy, that is too large", async () => {
    await expect(loadStrategy(join(folder, "none.ts"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    });
    await writeFile(join(folder, "bad.wasm"), "text");
    await expect(loadStrategy(join(folder, "bad.wasm"))).rejects.toMatchObject({
      code: "STRATEGY_INVALID",
    });
    await writeFile(path, `${SOURCE}//${"x".repeat(300_000)}`);
    await expect(loadStrategy(path)).rejects.toMatchObject({
      code: "STRATEGY_INVALID",
      message: expect.stringContaining("262144"),
    });
  });
});

describe("a strategy that is named by its path", () => {
  const bars = syntheticBars({ seed: 5, bars: 3_000 });

  it("is compiled in passing", async () => {
    const config = {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000 },
      strategy: { name: path, spread: 0.0008 },
    };
    const strategyCacheDir = join(folder, "empty");
    const options = { bars, config, strategyCacheDir };
    const { metrics, config: used } = await backtest(options);
    expect(metrics.fills).toBeGreaterThan(10);
    const { hash } = await loadStrategy(path, { cacheDir: strategyCacheDir });
    expect(used.strategy).toMatchObject({ name: `user:${hash}`, spread: 0.0008 });
    const { rows } = await envelope(options);
    expect(
      rows.some(
        (row) =>
          row.metrics.resultHash === metrics.resultHash || row.metrics.fills === metrics.fills,
      ),
    ).toBe(true);
  });
});
