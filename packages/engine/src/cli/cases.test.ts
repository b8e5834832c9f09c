/** The shared cases through the command: configuration and bars as files in, files out. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestFolder, testFolder } from "./test-host.fixture.js";

const CASES = fileURLToPath(new URL("../../../../../shared/cases", import.meta.url));
const names = existsSync(CASES)
  ? readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "config.json")))
  : [];
if (names.length === 0) console.log("skipped: ../shared/cases is not there");

/** Columns that must be the same; money may differ in its last digits. */
const EXACT = ["time", "side", "positionSide", "quantity", "liquidity", "reason"];

function close(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= Math.max(1e-8, 1e-6 * Math.abs(expected));
}

function expectClose(actual: unknown, expected: unknown, what: string): void {
  if (typeof expected === "number") {
    expect(close(Number(actual), expected), `${what}: ${String(actual)}, not ${expected}`).toBe(
      true,
    );
  } else if (typeof expected === "object" && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, `${what}.${key}`);
    }
  } else expect(actual, what).toBe(expected);
}

function rows(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  const keys = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [keys[i], cell])));
}

let folder: TestFolder;
beforeEach(() => {
  folder = testFolder();
});
afterEach(() => folder.remove());

describe.skipIf(names.length === 0)("perpmill run on the shared cases", () => {
  it.each(names)("%s: writes the expected result, trades and equity", async (name) => {
    const at = (file: string) => join(CASES, name, file);
    const optional = ["mark", "funding"].flatMap((kind) =>
      existsSync(at(`${kind}.csv`)) ? [`--${kind}`, at(`${kind}.csv`)] : [],
    );
    const outputs = ["--out", "r.json", "--trades", "t.csv", "--equity", "e.csv"];
    const run = ["run", at("config.json"), "--data", at("bars.csv"), ...optional, ...outputs];
    const { exitCode, stderr } = await folder.run(run);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });

    const result = JSON.parse(folder.read("r.json"));
    const {
      tradesHash: _,
      resultHash: __,
      ...expected
    } = JSON.parse(readFileSync(at("expected.result.json"), "utf8"));
    expectClose(result, expected, name);

    const trades = rows(folder.read("t.csv"));
    const expectedTrades = rows(readFileSync(at("expected.trades.csv"), "utf8"));
    expect(trades).toHaveLength(expectedTrades.length);
    trades.forEach((trade, index) => {
      for (const [column, value] of Object.entries(expectedTrades[index])) {
        const what = `${name} trade ${index} ${column}`;
        const exact =
          EXACT.includes(column) || (column === "price" && trade.reason !== "liquidation");
        if (exact) expect(trade[column], what).toBe(value);
        else expectClose(trade[column], Number(value), what);
      }
    });

    const equity = new Map(rows(folder.read("e.csv")).map((row) => [row.time, row.equity]));
    for (const { time, equity: value } of rows(readFileSync(at("expected.equity.csv"), "utf8"))) {
      expectClose(equity.get(time), Number(value), `${name} equity at ${time}`);
    }
  });
});
