import { describe, expect, it } from "vitest";
import { sliceBars } from "../../market-data/views.js";
import { backtest } from "../../runs/backtest.js";
import type { RunWarning } from "../../runs/result.js";
import { syntheticBars } from "../../synthetic/synthetic-bars.js";
import { syntheticMark } from "../../synthetic/synthetic-mark.js";
import { EN } from "./en.js";
import { WARNING_MESSAGES_ZH, warningMessage, warningTitle } from "./warning-messages.js";

const bars = syntheticBars({ seed: 3, bars: 3000 });
const someBars = sliceBars(bars, bars.baseTimeMs, bars.baseTimeMs + 2000 * bars.intervalMs);
const settings = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { quantity: 0.1 } },
};

/** Runs that warn, by what makes them do so. */
const WARNED: Readonly<Record<string, Parameters<typeof backtest>[0]>> = {
  PATH_BIASED: {
    bars,
    config: { ...settings, strategy: { ...settings.strategy, orderRefreshMs: 25_000 } },
  },
  PARAMETER_IGNORED: {
    bars,
    config: {
      ...settings,
      strategy: {
        name: "grid",
        range: "centred",
        width: 0.05,
        lowerPrice: 1,
        trailUp: true,
        size: { quantity: 0.1 },
      },
    },
  },
  FUNDING_PARTIAL: {
    bars,
    config: settings,
    funding: {
      count: 1,
      timeMs: Float64Array.of(bars.baseTimeMs),
      rate: Float64Array.of(0.0001),
      source: bars.source,
    },
  },
  BARS_SKIPPED: { bars: { ...bars, skippedRows: 7 }, config: settings },
  MARK_PARTIAL: { bars, config: settings, mark: syntheticMark({ seed: 3, bars: someBars }) },
  "NO_FILLS.tooSmall": {
    bars,
    config: { ...settings, strategy: { ...settings.strategy, size: { quantity: 0.001 } } },
  },
  "NO_FILLS.minEquity": { bars, config: { ...settings, risk: { minEquity: 1_000_000 } } },
  "NO_FILLS.window": {
    bars,
    config: {
      ...settings,
      strategy: { name: "glft", fitWindow: 5000, size: { quantity: 0.1 } },
    },
  },
  "NO_FILLS.unreached": {
    bars,
    config: { ...settings, strategy: { ...settings.strategy, bidSpread: 0.5, askSpread: 0.9 } },
  },
};

function keyOf({ code, details }: RunWarning): string {
  return details?.reason === undefined ? code : `${code}.${details.reason}`;
}

describe("warnings in Chinese", () => {
  it("are there for every code that has a title", () => {
    const codes = Object.keys(WARNING_MESSAGES_ZH).map((key) => key.split(".")[0]);
    expect([...new Set(codes)].sort()).toEqual(Object.keys(EN.warningTitles).sort());
  });

  it.each(Object.keys(WARNED))("say everything that %s says", async (key) => {
    const { warnings } = await backtest(WARNED[key]);
    expect(warnings.map(keyOf)).toContain(key);
    for (const warning of warnings.filter((one) => keyOf(one) in WARNING_MESSAGES_ZH)) {
      const text = warningMessage(warning, "zh");
      expect(text).toMatch(/\p{Script=Han}{4}/u);
      expect(text).not.toMatch(/[{}]/);
      for (const [name, value] of Object.entries(warning.details ?? {})) {
        if (name !== "reason") expect(text).toContain(String(value));
      }
      expect(warningMessage(warning, "en")).toBe(warning.message);
    }
  });

  it("have a title, or else their code", () => {
    expect(warningTitle("NO_FILLS", "zh")).toBe("没有任何成交");
    expect(warningTitle("NO_FILLS", "en")).toBe(EN.warningTitles.NO_FILLS);
    expect(warningTitle("NEW_ONE", "zh")).toBe("NEW_ONE");
  });

  it("stay English for an unknown code, and where a number is missing", () => {
    const unknown = { code: "NEW_ONE", message: "something new" };
    expect(warningMessage(unknown, "zh")).toBe("something new");
    const bare = { code: "PATH_BIASED", message: "as an older version wrote it" };
    expect(warningMessage(bare, "zh")).toBe("as an older version wrote it");
  });
});
