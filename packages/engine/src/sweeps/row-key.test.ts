import { KERNEL_SHA256, PATHS_KERNEL_SHA256 } from "@perpmill/core-wasm";
import { describe, expect, it } from "vitest";
import { normaliseConfig } from "../config/normalise.js";
import { kernelsOfRow, rowKey } from "./row-key.js";

function configOf(model: "bridge" | "trades" | "nearest") {
  return normaliseConfig({
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: { name: "pure-maker", bidSpread: 0.001, askSpread: 0.001, size: { quantity: 0.1 } },
    path: { model },
  });
}

describe("the key of a row", () => {
  it("has the build of the kernel that runs it, and no other", () => {
    expect(kernelsOfRow(configOf("nearest"), ["sharpe"])).toEqual([KERNEL_SHA256]);
    expect(kernelsOfRow(configOf("bridge"), ["sharpe"])).toEqual([PATHS_KERNEL_SHA256]);
    expect(kernelsOfRow(configOf("trades"), ["sharpe"])).toEqual([PATHS_KERNEL_SHA256]);
  });

  it("has that of the envelope's models where the row is run under them, too", () => {
    const metrics = ["sharpe", "sharpe.worst"] as const;
    expect(kernelsOfRow(configOf("nearest"), metrics)).toEqual([KERNEL_SHA256]);
    expect(kernelsOfRow(configOf("bridge"), metrics)).toEqual([PATHS_KERNEL_SHA256, KERNEL_SHA256]);
  });

  it("is another for each path model", async () => {
    const models = ["bridge", "trades", "nearest"] as const;
    const keys = await Promise.all(models.map((one) => rowKey("", configOf(one), ["sharpe"])));
    expect(new Set(keys).size).toBe(3);
  });
});
