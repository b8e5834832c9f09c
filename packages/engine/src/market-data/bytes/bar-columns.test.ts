import fc from "fast-check";
import { expect, test } from "vitest";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import { sliceBars } from "../views.js";
import { barColumns, barsOfColumns } from "./bar-columns.js";

const bars = syntheticBars({ seed: 3, bars: 50_000 });

async function bytesOf(of = bars): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of barColumns(of)) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}

test("bars come back from their bytes as they were", async () => {
  expect(await barsOfColumns(await bytesOf())).toEqual(bars);
});

test("a range comes back as a range, also from bytes that lie askew", async () => {
  const range = sliceBars(bars, bars.baseTimeMs + 60_000_000, bars.baseTimeMs + 120_000_000);
  const bytes = await bytesOf(range);
  const askew = new Uint8Array(bytes.length + 3).subarray(3);
  askew.set(bytes);
  expect(await barsOfColumns(askew)).toEqual(range);
});

test("any byte that is wrong or missing is noticed", async () => {
  const bytes = await bytesOf();
  const at = fc.nat(bytes.length - 1);
  await fc.assert(
    fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (position, change) => {
      const wrong = bytes.slice();
      wrong[position] ^= change;
      await expect(barsOfColumns(wrong)).rejects.toMatchObject({ code: "CACHE_DAMAGED" });
    }),
    { numRuns: 50 },
  );
  await expect(barsOfColumns(bytes.subarray(0, -1))).rejects.toMatchObject({
    code: "CACHE_DAMAGED",
  });
});
