/**
 * Content nobody wrote on purpose: whatever `openBars` is given ends in bars that pass every check or in
 * an error with a code. Where a format has checksums, changed content is an error.
 */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { PerpmillError } from "../../errors.js";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import type { Bars } from "../bars.js";
import { openBars as openInBrowser } from "../load-browser.js";
import { openBars, openSeries } from "../load-node.js";
import { sameBars } from "./same-bars.fixture.js";

const FOLDER = new URL("../../../test/data-files/columnar/", import.meta.url);
const WRITTEN = [
  "brotli.parquet",
  "delta.parquet",
  "freqtrade.lz4.feather",
  "gzip.parquet",
  "int96.parquet",
  "lz4.parquet",
  "mixed-types.parquet",
  "mixed.lz4.arrow",
  "stream.arrow",
  "zstd.feather",
  "zstd.parquet",
];
const SMALL = sameBars(syntheticBars({ bars: 12, seed: 3 }));

/** The bars, or the code of the error; anything else that is thrown fails the test. */
async function outcome(
  bytes: Uint8Array,
  open: (bytes: Uint8Array) => Promise<Bars> = openBars,
): Promise<Bars | string> {
  try {
    return await open(bytes);
  } catch (error) {
    if (error instanceof PerpmillError) return error.code;
    throw error;
  }
}

/** What holds for all bars, wherever they come from. */
function expectSound(bars: Bars): void {
  expect(bars.count).toBeGreaterThan(0);
  for (const column of [bars.open, bars.high, bars.low, bars.close, bars.timeIndex]) {
    expect(column.length).toBe(bars.count);
  }
  for (let row = 0; row < bars.count; row += 1) {
    const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(
      (column) => column[row],
    );
    expect(low > 0 && low <= open && low <= close && high >= open && high >= close).toBe(true);
    expect(bars.volume === null || bars.volume[row] >= 0).toBe(true);
    expect(row === 0 || bars.timeIndex[row] > bars.timeIndex[row - 1]).toBe(true);
  }
}

describe("openBars", () => {
  test("of random bytes is an error with a code, also behind a known beginning", async () => {
    const magic = fc.constantFrom(
      [],
      [0x50, 0x41, 0x52, 0x31],
      [...new TextEncoder().encode("ARROW1\0\0")],
      [0xff, 0xff, 0xff, 0xff, 16, 0, 0, 0],
      [0x1f, 0x8b, 8],
      [0x50, 0x4b, 3, 4],
      [0x5b],
      [0x7b, 0x22],
      [0x80, 4],
      [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a],
    );
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        const bytes = new Uint8Array([...start, ...rest]);
        for (const open of [openBars, openInBrowser]) {
          expect(await outcome(bytes, open)).toEqual(expect.any(String));
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(
    SMALL,
  )("of %s cut short at every byte is an error or the bars before", async (_name, bytes) => {
    const whole = (await openBars(bytes)).close;
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = await outcome(bytes.slice(0, length));
      if (typeof cut === "string") continue;
      expectSound(cut);
      // the last number of a text may be cut, and then is another number
      expect([...whole.slice(0, cut.count - 1)]).toEqual([...cut.close.slice(0, -1)]);
    }
  });

  test.each(SMALL)("of %s with changed bits is an error or sound bars", async (_name, bytes) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = bytes.slice();
        for (const [at, bits] of changes) changed[at] ^= bits;
        const bars = await outcome(changed);
        if (typeof bars !== "string") expectSound(bars);
      }),
      { numRuns: 150 },
    );
  });

  test.each(
    WRITTEN,
  )("of %s with changed bits or cut short is an error or sound bars", async (name) => {
    const bytes = new Uint8Array(await readFile(new URL(name, FOLDER)));
    // headers lie at the ends, so half of the changes are made there
    const at = fc.oneof(
      fc.nat(bytes.length - 1),
      fc.nat(600),
      fc.nat(2000).map((back) => bytes.length - 1 - back),
    );
    const change = fc.tuple(at, fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 0, maxLength: 3 }),
        fc.option(fc.nat(bytes.length), { nil: bytes.length }),
        async (changes, length) => {
          const changed = bytes.slice(0, length);
          for (const [place, bits] of changes) changed[place] ^= bits;
          const bars = await outcome(changed);
          if (typeof bars !== "string") expectSound(bars);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("of packed content with any changed byte of its data is an error", async () => {
    const csv = SMALL[0][1];
    for (const packed of [gzipSync(csv), zipSync({ "a.csv": csv })]) {
      const bytes = new Uint8Array(packed);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 45, max: 200 }), async (at) => {
          const changed = bytes.slice();
          changed[at] ^= 0x55;
          expect(await outcome(changed)).toEqual(expect.any(String));
        }),
        { numRuns: 60 },
      );
    }
  });

  test("of JSON of any shape is an error or sound bars", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (text) => {
        const bars = await outcome(new TextEncoder().encode(text));
        if (typeof bars !== "string") expectSound(bars);
      }),
      { numRuns: 300 },
    );
    const cell = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.constant([1]),
    );
    const rows = fc.array(fc.array(cell, { minLength: 5, maxLength: 7 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const bars = await outcome(new TextEncoder().encode(JSON.stringify(list)));
        if (typeof bars !== "string") expectSound(bars);
      }),
      { numRuns: 300 },
    );
  });
});

test("openSeries of random text and bytes is an error with a code", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.string()), async (content) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await expect(openSeries(bytes)).rejects.toMatchObject({ name: "PerpmillError" });
    }),
    { numRuns: 300 },
  );
});
