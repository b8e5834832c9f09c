import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normaliseConfig } from "../config/normalise.js";
import { PRESET_NAMES, presetInfo } from "./presets.js";

const EXCHANGE = fileURLToPath(new URL("../../../../../shared/data/exchange/", import.meta.url));
const HAS_FACTS = existsSync(EXCHANGE);
if (!HAS_FACTS) console.warn(`no exchange facts at ${EXCHANGE}: their comparison is skipped`);

const STRATEGY = { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { quantity: 1 } };

describe("instrument presets", () => {
  it.each(PRESET_NAMES)("%s is a valid instrument that normalises to itself", (name) => {
    const rest = { account: { initialBalance: 1000 }, strategy: STRATEGY };
    const preset = presetInfo(name);
    expect(normaliseConfig({ instrument: name, ...rest }).instrument).toEqual(preset?.instrument);
    const written = normaliseConfig({ instrument: preset?.instrument, ...rest });
    expect(written.instrument).toEqual(preset?.instrument);
    expect(preset?.instrument.symbol).toBe(name);
    expect(preset?.filtersRead).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(preset?.tiersRead).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each(PRESET_NAMES)("%s has a maintenance margin without jumps between its tiers", (name) => {
    const tiers = presetInfo(name)?.instrument.tiers ?? [];
    expect(tiers.length).toBeGreaterThan(1);
    for (let row = 1; row < tiers.length; row++) {
      const { notionalCap } = tiers[row - 1];
      const margin = (tier: (typeof tiers)[number]) =>
        (notionalCap ?? Number.NaN) * tier.maintenanceRate - tier.maintenanceAmount;
      expect(margin(tiers[row])).toBeCloseTo(margin(tiers[row - 1]), 6);
    }
  });

  it("knows names letter for letter", () => {
    expect(presetInfo("ethusdt")).toBeNull();
    expect(presetInfo("toString")).toBeNull();
  });

  it.skipIf(!HAS_FACTS)("holds what the recorded answers of the exchange say", async () => {
    const script = new URL("../../scripts/build-instrument-presets.mjs", import.meta.url);
    const { presetDataText } = await import(fileURLToPath(script));
    const committed = readFileSync(new URL("./preset-data.ts", import.meta.url), "utf8");
    expect(presetDataText(EXCHANGE)).toBe(committed);
  });
});
