import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { checkStrategySource, compileStrategy } from "./compile-strategy.js";

const MAKER = `import { Strategy } from "@perpmill/engine/strategy";

/** Quotes one level on both sides. @zh 单层做市：在两侧各挂一单 */
export class MyMaker extends Strategy {
  /** Distance of both orders from the price. @unit ratio @min 0.0001 @max 0.1 @slider 0.0005 0.02 @scale log @zh 半价差：挂单距离 */
  spread: f64 = 0.002;
  /** Orders a side. @min 1 @max 10 */
  levels: i32 = 1;
  /** Stop at night. */
  nightly: bool = false;
  private seen: i32 = 0;

  onBar(): void {
    this.seen++;
  }

  bidReach(): f64 {
    return 1 - this.spread;
  }

  askReach(): f64 {
    return 1 + this.spread;
  }

  quote(): void {
    const size: f64 = this.shareOfEquity(0.02);
    this.bid(this.price * (1 - this.spread), size);
    this.ask(this.price * (1 + this.spread), size);
  }
}
`;

/** The diagnostics of a source that is refused. */
async function refusal(source: string) {
  const error = await compileStrategy(source, { fileName: "my-maker.ts", optimize: "fast" }).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PerpmillError)) throw new Error(`not refused: ${String(error)}`);
  expect(error.code).toBe("STRATEGY_INVALID");
  return error.diagnostics.map(({ line, column, message, hint }) => ({
    line,
    column,
    message,
    hint,
  }));
}

describe("compileStrategy", () => {
  it.each([
    ["brackets", `${"(".repeat(20_000)}size${")".repeat(20_000)}`],
    ["a sum", Array.from({ length: 9_000 }, () => "size").join(" + ")],
  ])("refuses what nests deeper than it can go: %s", async (_, expression) => {
    const source = MAKER.replace(
      "this.shareOfEquity(0.02);",
      `1; const deep: f64 = ${expression};`,
    );
    const error = await compileStrategy(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "STRATEGY_INVALID",
      message: expect.stringContaining("deep"),
    });
  });

  it("gives a module, a descriptor and the hash of the source", async () => {
    const { hash, descriptor, wasm, className } = await compileStrategy(MAKER);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(className).toBe("MyMaker");
    expect(WebAssembly.Module.imports(new WebAssembly.Module(wasm))).toEqual([
      { module: "env", name: "memory", kind: "memory" },
    ]);
    expect(descriptor).toMatchObject({
      id: `user:${hash}`,
      kernelId: 101,
      positionMode: "oneWay",
      label: { en: "My maker", zh: "单层做市" },
      help: { en: "Quotes one level on both sides.", zh: "在两侧各挂一单" },
    });
    expect(descriptor.parameters.map(({ name, type }) => [name, type])).toEqual([
      ["spread", "number"],
      ["levels", "number"],
      ["nightly", "boolean"],
      ["orderRefreshMs", "number"],
    ]);
    expect(descriptor.parameters[0]).toMatchObject({
      unit: "ratio",
      default: 0.002,
      min: 0.0001,
      max: 0.1,
      sliderMin: 0.0005,
      sliderMax: 0.02,
      scale: "log",
      label: { en: "Spread", zh: "半价差" },
    });
  });

  it("gives the same bytes for the same source, whatever its line ends and file name", async () => {
    const first = await compileStrategy(MAKER, { optimize: "fast" });
    const second = await compileStrategy(MAKER.replaceAll("\n", "\r\n"), {
      optimize: "fast",
      fileName: "other.ts",
    });
    expect(second).toEqual(first);
  });

  it("reads parameters without compiling", async () => {
    const { descriptor } = await checkStrategySource(MAKER);
    expect(descriptor).toEqual((await compileStrategy(MAKER, { optimize: "fast" })).descriptor);
  });

  it("shows type errors with line, column and a hint", async () => {
    const source = MAKER.replace("this.seen++;", "this.seen = this.price;");
    expect(await refusal(source)).toEqual([
      {
        line: 14,
        column: 17,
        message: expect.stringContaining("'f64' to 'i32'"),
        hint: expect.stringContaining("i32(x)"),
      },
    ]);
  });

  it.each([
    ["import { readFileSync } from 'node:fs';", "one file"],
    ["let count: i32 = 0;", "kept from one run"],
    ["const table: f64[] = [1, 2];", "must be a number"],
    ["declare function now(): f64;", "declared outside"],
  ])("refuses %s at the top of the file", async (line, words) => {
    const found = await refusal(MAKER.replace("/** Quotes", `${line}\n/** Quotes`));
    expect(found[0].message).toContain(words);
    expect(found[0].hint).not.toBe("");
  });

  it.each([
    ["const x = Math.random();", "random numbers"],
    ["const x = Math.log(2);", "last bit"],
    ["const x = Date.now();", "Date is not part"],
    ["store<f64>(0, 1);", "store is not part"],
    ["console.log('x');", "console is not part"],
    ["this.openLong(1, 1);", "hedge mode"],
    ["this.seen = 1;", "changes a field"],
    ["let a: f64 = this.price; const f = (): f64 => a;", "Closures"],
    ["this.bid(this.prise, size);", "type 'MyMaker'"],
    ["const x: f64 = this.close;", "not assignable"],
    ["const all = [1, 2].map(x => x + 1);", "Type argument"],
    ["const x = undefined;", "undefined"],
  ])("refuses %s in quote()", async (line, words) => {
    const found = await refusal(MAKER.replace("this.bid(", `${line}\n    this.bid(`));
    expect(
      found
        .map(({ message }) => message)
        .join("; ")
        .toLowerCase(),
    ).toContain(words.toLowerCase());
    expect(found.map(({ hint }) => hint)).not.toContain("");
  });
});
