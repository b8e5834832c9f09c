import { expect, it } from "vitest";
import type { ConfigInput } from "./input.js";
import { normaliseConfig } from "./normalise.js";

const MINIMAL: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: "1000" },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: "0.002",
    size: { equityRatio: 0.02 },
  },
};

it("types what a caller writes, and takes a normalised configuration for it", () => {
  const again: ConfigInput = normaliseConfig(MINIMAL);
  expect(normaliseConfig(again)).toEqual(again);
  // @ts-expect-error a model that does not exist
  const wrongModel: ConfigInput = { ...MINIMAL, path: { model: "sideways" } };
  // @ts-expect-error an account without its balance
  const noBalance: ConfigInput = { ...MINIMAL, account: { leverage: 2 } };
  // @ts-expect-error a key that does not exist
  const unknownKey: ConfigInput = { ...MINIMAL, fills: { throughTick: 1 } };
  for (const wrong of [wrongModel, noBalance, unknownKey]) {
    expect(() => normaliseConfig(wrong)).toThrow();
  }
});
