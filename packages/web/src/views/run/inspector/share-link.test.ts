import type { ConfigInput } from "@perpmill/engine";
import { expect, test } from "vitest";
import { BrokenLink, decodeShared, encodeShared } from "./share-link";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  data: { start: "2023-01-01" },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

test("a link gives back what it was made of, in letters that addresses take as they are", async () => {
  for (const data of [
    null,
    { kind: "sample" } as const,
    { kind: "set", id: "7", name: "以太坊 5 年" } as const,
    { kind: "file", name: "ETHUSDT-1m.csv" } as const,
  ]) {
    const text = await encodeShared({ config: CONFIG, data });
    expect(text).toMatch(/^[\w-]+$/);
    expect(text.length).toBeLessThan(400);
    expect(await decodeShared(text)).toEqual({ config: CONFIG, data });
  }
});

test("what equals its default takes no room", async () => {
  const long = { ...CONFIG, risk: { maxDrawdown: null }, fills: { slippageTicks: 1 } };
  expect(await encodeShared({ config: long, data: null })).toBe(
    await encodeShared({ config: CONFIG, data: null }),
  );
});

test("a link that was cut off, or that holds something else, is refused", async () => {
  const text = await encodeShared({ config: CONFIG, data: null });
  await expect(decodeShared(text.slice(0, 40))).rejects.toThrow(BrokenLink);
  await expect(decodeShared("not a link!")).rejects.toThrow(BrokenLink);
  await expect(decodeShared("")).rejects.toThrow(BrokenLink);
});
