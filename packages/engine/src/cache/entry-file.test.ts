import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bars } from "../market-data/bars.js";
import { ENTRY_VERSION } from "../market-data/bytes/entry-format.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { readEntry, writeEntry } from "./entry-file.js";

const KEY = "0123456789abcdef0123456789abcdef";
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-entry-"));
  path = join(folder, "entry.bars");
});
afterAll(() => rm(folder, { recursive: true }));

const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const randomBars: fc.Arbitrary<Bars> = fc
  .array(fc.tuple(i32, i32, i32, i32, i32, fc.double()), { minLength: 1, maxLength: 60 })
  .chain((rows) =>
    fc.record(
      {
        kind: fc.constant("last" as const),
        symbol: fc.option(fc.string({ unit: "binary" })),
        count: fc.constant(rows.length),
        intervalMs: fc.nat(),
        baseTimeMs: fc.maxSafeInteger(),
        priceDecimals: fc.nat(8),
        timeIndex: fc.constant(Int32Array.from(rows, (row) => row[0])),
        open: fc.constant(Int32Array.from(rows, (row) => row[1])),
        high: fc.constant(Int32Array.from(rows, (row) => row[2])),
        low: fc.constant(Int32Array.from(rows, (row) => row[3])),
        close: fc.constant(Int32Array.from(rows, (row) => row[4])),
        volume: fc.option(fc.constant(Float64Array.from(rows, (row) => row[5]))),
        holes: fc.nat(),
        source: fc.record(
          {
            name: fc.string({ unit: "grapheme" }),
            md5: fc.option(fc.constant(KEY)),
            synthetic: fc.boolean(),
          },
          { noNullPrototype: true },
        ),
        skippedRows: fc.nat(),
      },
      { noNullPrototype: true },
    ),
  );

async function readWhole(allocate?: Parameters<typeof readEntry>[2]): Promise<Bars> {
  const entry = await readEntry(path, KEY, allocate);
  if (entry.state !== "whole") throw new Error(`entry is ${entry.state}`);
  return entry.bars;
}

function bytesOf(column: unknown): Buffer {
  const { buffer, byteOffset, byteLength } = column as Int32Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}

describe("round trip", () => {
  test("any bars come back bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(randomBars, async (bars) => {
        await writeEntry(path, KEY, bars);
        expect(await readWhole()).toStrictEqual(bars);
      }),
      { numRuns: 60 },
    );
  });

  test("columns over several blocks and views into larger buffers come back", async () => {
    const all = syntheticBars({ seed: 1, bars: 70_001 });
    const cut = { ...all, count: 60_001 };
    for (const name of ["timeIndex", "open", "high", "low", "close"] as const) {
      cut[name] = all[name].subarray(3, 60_004);
    }
    cut.volume = all.volume?.subarray(3, 60_004) ?? null;
    await writeEntry(path, KEY, cut);
    const back = await readWhole();
    for (const [name, value] of Object.entries(cut)) {
      const other = back[name as keyof Bars];
      if (ArrayBuffer.isView(value)) expect(bytesOf(value).equals(bytesOf(other))).toBe(true);
      else expect(other).toStrictEqual(value);
    }
  });

  test("columns land in memory of the caller at 64-byte steps", async () => {
    const bars = syntheticBars({ seed: 2, bars: 5001 });
    await writeEntry(path, KEY, bars);
    const buffer = new SharedArrayBuffer(1 << 18);
    let asked = 0;
    const back = await readWhole((byteLength) => {
      asked = byteLength;
      return { buffer, byteOffset: 1024 };
    });
    expect(back).toStrictEqual(bars);
    for (const column of [back.timeIndex, back.open, back.close, back.volume as Float64Array]) {
      expect(column.buffer).toBe(buffer);
      expect(column.byteOffset % 64).toBe(0);
    }
    expect(asked).toBe(5 * 64 * Math.ceil((4 * 5001) / 64) + 64 * Math.ceil((8 * 5001) / 64));
  });

  test("nothing but the entry is left in the folder", async () => {
    await writeEntry(path, KEY, syntheticBars({ seed: 1, bars: 10 }));
    expect(await readdir(folder)).toEqual(["entry.bars"]);
  });
});

describe("damage", () => {
  test("a file that is not there is absent", async () => {
    expect(await readEntry(join(folder, "none.bars"), KEY)).toEqual({ state: "absent" });
  });

  test("every flipped bit of the head and any of the columns is noticed", async () => {
    await writeEntry(path, KEY, syntheticBars({ seed: 1, bars: 60_000 }));
    const whole = await readFile(path);
    const flip = async (byte: number, bit: number) => {
      const bad = Buffer.from(whole);
      bad[byte] ^= 1 << bit;
      await writeFile(path, bad);
      const { state } = await readEntry(path, KEY);
      expect(state, `byte ${byte}, bit ${bit}`).toMatch(/^(damaged|outdated)$/);
    };
    for (let byte = 0; byte < 64; byte++) await flip(byte, byte % 8);
    const anywhere = fc.integer({ min: 64, max: whole.length - 1 });
    await fc.assert(fc.asyncProperty(anywhere, fc.nat(7), flip), { numRuns: 150 });
  });

  test("a file cut anywhere or grown is noticed", async () => {
    await writeEntry(path, KEY, syntheticBars({ seed: 1, bars: 3000 }));
    const whole = await readFile(path);
    const check = async (length: number) => {
      await writeFile(path, whole);
      await truncate(path, length);
      expect((await readEntry(path, KEY)).state).toBe("damaged");
    };
    for (const length of [0, 1, 63, 64, whole.length - 1, whole.length + 1]) await check(length);
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), check), { numRuns: 40 });
  });

  test("any other bytes are damage, never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await writeFile(path, bytes);
        expect((await readEntry(path, KEY)).state).toBe("damaged");
      }),
      { numRuns: 60 },
    );
  });

  test("another format and another data set are outdated", async () => {
    const bars = syntheticBars({ seed: 1, bars: 10 });
    await writeEntry(path, KEY, bars);
    expect(await readEntry(path, `f${KEY.slice(1)}`)).toMatchObject({ state: "outdated" });
    const older = await readFile(path);
    older.writeUInt32LE(ENTRY_VERSION - 1, 8);
    await writeFile(path, older);
    expect(await readEntry(path, KEY)).toMatchObject({ state: "outdated" });
  });
});
