import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { htmlReport } from "./html-report.js";
import { parseResultJson } from "./parse-result.js";
import { fixtureResult } from "./result.fixture.js";
import { type ResultJson, resultJson } from "./result-json.js";

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;`;

function page(json: ResultJson, lang: "en" | "zh" = "en"): string {
  return htmlReport(json, { lang });
}

describe("htmlReport", () => {
  it("needs nothing from outside and runs no script", () => {
    const html = page(resultJson(fixtureResult({ bars: 5000 })));
    expect(html).not.toMatch(/<script|https?:|@import|url\((?!#)|<link|\son\w+=/i);
    expect(html).toMatch(/^<!doctype html>/);
  });

  it("escapes everything that comes from input", () => {
    const result = fixtureResult({ bars: 500 });
    const json = resultJson({
      ...result,
      config: {
        ...result.config,
        instrument: { ...result.config.instrument, symbol: HOSTILE },
        strategy: { ...result.config.strategy, name: HOSTILE },
      },
      data: { ...result.data, source: HOSTILE, md5: HOSTILE },
      engine: { version: HOSTILE, kernelSha256: HOSTILE },
      warnings: [{ code: HOSTILE, message: HOSTILE }],
    });
    const events = { time: [json.data.first], reason: [HOSTILE] };
    const returns = { ...json.series.returns, key: [HOSTILE] };
    const html = page({ ...json, series: { ...json.series, events, returns } });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("&lt;script&gt;");
  });

  it("says in words that data are synthetic, and what bars cannot know", () => {
    const json = resultJson(fixtureResult({ bars: 500 }));
    expect(page(json)).toContain("SYNTHETIC DATA");
    expect(page(json)).toContain("What minute bars cannot know");
    expect(page(json, "zh")).toContain("合成数据");
    expect(page({ ...json, data: { ...json.data, synthetic: false } })).not.toContain("SYNTHETIC");
  });

  it("draws every kind of run without a gap in its paths", () => {
    for (const bars of [1, 2, 3, 1000]) {
      const html = page(resultJson(fixtureResult({ bars, fillEvery: 5 })));
      expect(html).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it("notes a log scale where equity multiplied, and none where it did not", () => {
    expect(page(resultJson(fixtureResult({ bars: 5000, growth: 9 })))).toContain("log scale");
    expect(page(resultJson(fixtureResult({ bars: 5000, growth: 1 })))).not.toContain("log scale");
  });

  it("makes a safe page of any file that it accepts", () => {
    const text = JSON.stringify(
      resultJson(fixtureResult({ bars: 300, fillEvery: 5 }), { points: 8 }),
    );
    const leaves = [
      ...text.matchAll(/(?<=[:,[])(?:-?\d[\d.e+-]*|"[^"]*"|null|true|false)(?=[,\]}])/g),
    ];
    fc.assert(
      fc.property(fc.nat(leaves.length - 1), fc.jsonValue({ maxDepth: 1 }), (leaf, value) => {
        const { 0: old, index } = leaves[leaf];
        const hostile = JSON.stringify(typeof value === "string" ? HOSTILE + value : value);
        const changed = text.slice(0, index) + hostile + text.slice(index + old.length);
        let json: ResultJson;
        try {
          json = parseResultJson(changed, "r.json");
        } catch (error) {
          expect(error).toBeInstanceOf(PerpmillError);
          return;
        }
        expect(page(json)).not.toMatch(/<script|<img/);
      }),
      { numRuns: 300 },
    );
  });
});
