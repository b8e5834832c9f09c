import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { PerpmillError } from "../errors.js";
import { dataIdentity } from "../runs/backtest.js";
import { optimiseOn } from "../search/run-search.js";
import { searchJson } from "../search/search-json.js";
import { parseAxis } from "../sweeps/parse-axis.js";
import { sweepOn } from "../sweeps/run-sweep.js";
import { sweepJson } from "../sweeps/sweep-json.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { trustOn } from "../trust/trust.js";
import { trustJson } from "../trust/trust-json.js";
import { kFoldJson, timeSplitsJson, walkForwardJson } from "../walk-forward/folds-json.js";
import { kFoldOn } from "../walk-forward/k-fold.js";
import { timeSplitsOn } from "../walk-forward/time-splits.js";
import { walkForwardOn } from "../walk-forward/walk-forward.js";
import { claimsToBeStudy, readStudy } from "./parse-study.js";
import type { ReportedStudy } from "./study/study-json.js";
import { studyReport } from "./study-report.js";

const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;`;
const BARS = syntheticBars({ seed: 4, bars: 45 * 1440 });
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};
const AXES = [
  "strategy.bidSpread=0.001:0.003:0.001",
  "strategy.askSpread=0.001,0.002",
  "account.leverage=3,50",
].map(parseAxis);

/** One of each kind, made once. */
const studies: ReportedStudy[] = [];

beforeAll(async () => {
  const threads = testThreads();
  const market = { bars: BARS, config: CONFIG, workers: 0 };
  const data = dataIdentity(BARS);
  const search = { axes: AXES };
  const windows = { scheme: "rolling", trainDays: 15, testDays: 10 } as const;
  const wide = { ...CONFIG, account: { initialBalance: 10_000, leverage: 50 } };
  const sized = { ...wide, strategy: { ...CONFIG.strategy, maxPositionRatio: 1 } };
  studies.push(
    sweepJson(await sweepOn({ ...market, config: sized, axes: AXES }, threads), data),
    searchJson(
      await optimiseOn({ ...market, space: AXES, objective: "sharpe", budget: 8 }, threads),
      data,
    ),
    walkForwardJson(await walkForwardOn({ ...market, search, windows }, threads), data),
    kFoldJson(await kFoldOn({ ...market, search, folds: 3 }, threads), data),
    timeSplitsJson(await timeSplitsOn({ ...market, by: "month" }, threads), data),
    trustJson(
      await trustOn({ ...market, others: [{ name: "BTCUSDT", bars: BARS }] }, threads),
      data,
    ),
  );
});

function page(study: ReportedStudy, language: "en" | "zh" = "en"): string {
  return studyReport(study, { language });
}

function of<Kind extends ReportedStudy["kind"]>(kind: Kind) {
  const study = studies.find((one) => one.kind === kind);
  if (study === undefined) throw new Error(`no ${kind}`);
  return study as Extract<ReportedStudy, { readonly kind: Kind }>;
}

describe("the report of a study", () => {
  it("needs nothing from outside and runs no script", () => {
    for (const study of studies) {
      for (const language of ["en", "zh"] as const) {
        const html = page(study, language);
        expect(html).not.toMatch(/<script|https?:|@import|url\((?!#)|<link|\son\w+=/i);
        expect(html).toMatch(/^<!doctype html>/);
        expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/);
      }
    }
  });

  it("has no English words left in Chinese", () => {
    for (const study of studies) {
      const text = page(study, "zh")
        .replace(/<style>[\s\S]*?<\/style>|<pre>[\s\S]*?<\/pre>|<[^>]*>/g, " ")
        .replace(/dual-maker|ETHUSDT|synthetic seed|perpmill|bidSpread|askSpread|leverage/g, "");
      expect(
        text.match(/\b[a-z]{4,}\b/g)?.filter((word) => !/^[0-9a-f]+$/.test(word)) ?? [],
      ).toEqual(study.kind === "walk-forward" || study.kind === "k-fold" ? ["grid"] : []);
    }
  });

  it("shows a sweep's verdict, heatmap, neighbours and best rows", () => {
    const study = of("sweep");
    const html = page(study);
    expect(html).toContain("Sweep of 12 configurations");
    expect(html).toContain("Is it luck?");
    expect(html).toContain("Sharpe by bidSpread and askSpread");
    expect(html).toMatch(/The best has [−\d.]+; the configurations one step beside it have/);
    expect(html.match(/<td class="[a-z ]*best"/g)).toHaveLength(1);
    expect(html).toContain("Best by Sharpe");
  });

  it("shows a walk-forward's account, folds, drift and windows", () => {
    const study = of("walk-forward");
    const html = page(study);
    expect(html).toContain("Walk-forward of 3 folds");
    expect(html).toContain("rolling, 15 days of training, 10 of testing · position carried over");
    for (const { best } of study.folds) {
      expect(html).toContain(`<td>${best?.outOfSample.rank ?? "–"}/${best?.outOfSample.of}</td>`);
    }
    expect(html).toContain("How the parameters move");
    expect(html.match(/<i class="test"/g)).toHaveLength(3);
    expect(page(of("k-fold"), "zh")).toContain("清除 0 天，禁入 0 天");
    expect(page(of("time-splits"))).toContain("2020-01");
    expect(page(of("search"))).toContain("Best so far");
  });

  it("shows a verdict's findings, the weakest first, and what its parts measured", () => {
    const study = of("trust");
    const html = page(study);
    const grades = [...html.matchAll(/<div class="finding (\w+)">/g)].map(([, grade]) => grade);
    expect(grades).toEqual(study.findings.map(({ matters, grade }) => (matters ? grade : "apart")));
    expect(html).toContain(`<section class="panel verdict ${study.grade}">`);
    expect(html).toContain("The weakest point: ");
    for (const title of ["Days put together again", "Other paths inside bars: bridge", "BTCUSDT"]) {
      expect(html).toContain(title);
    }
    expect(page(study, "zh")).toContain("最薄弱之处：");
    const short = { ...study.parts, starts: { ...study.parts.starts, toEnd: [{}] } };
    expect(() => readStudy({ ...study, parts: short }, "s.json")).toThrow("not a whole study");
  });

  it("reads what it was made of, and refuses what is not whole", () => {
    for (const study of studies) {
      const again: unknown = JSON.parse(JSON.stringify(study));
      expect(claimsToBeStudy(again)).toBe(true);
      expect(page(readStudy(again, "s.json"))).toBe(page(study));
      for (const name of Object.keys(study)) {
        const { [name as "kind"]: _, ...rest } = study;
        if (!["config", "data", "engine", "version", "luck", "account", "columns"].includes(name)) {
          continue;
        }
        if (!(name in study)) continue;
        expect(() => readStudy(rest, "s.json")).toThrow("not a whole study");
      }
    }
    const sweep = of("sweep");
    expect(() => readStudy({ ...sweep, best: [99] }, "s.json")).toThrow(PerpmillError);
    expect(() => readStudy({ ...sweep, axes: ["nowhere"] }, "s.json")).toThrow(PerpmillError);
    expect(claimsToBeStudy({ kind: "run" })).toBe(false);
  });

  it("reads the file of the rows of a sweep or a search as the study", () => {
    const { best: _, rankBy: __, columns, ...sweep } = of("sweep");
    const names = Object.keys(columns);
    const rows = columns[names[0]].map((___, row) => names.map((name) => columns[name][row]));
    const file = { columns: names, rows, sweep };
    expect(claimsToBeStudy(file)).toBe(true);
    expect(page(readStudy(file, "rows.json"))).toContain("Sharpe by bidSpread and askSpread");
    const { columns: cells, history, ...search } = of("search");
    const trials = {
      columns: Object.keys(cells),
      rows: history.map((___, row) => Object.values(cells).map((column) => column[row])),
      search,
    };
    expect(page(readStudy(trials, "rows.json"))).toContain("Search of 8 trials by tpe");
    expect(() => readStudy({ ...file, rows: [[1]] }, "rows.json")).toThrow(PerpmillError);
    const unranked = { columns: ["outcome"], rows: [["complete"]], sweep };
    expect(() => readStudy(unranked, "rows.json")).toThrow("not a whole study");
  });

  it("makes a safe page of any file that it accepts", () => {
    for (const study of studies) {
      const text = JSON.stringify(study);
      const leaves = [
        ...text.matchAll(/(?<=[:,[])(?:-?\d[\d.e+-]*|"[^"]*"|null|true|false)(?=[,\]}])/g),
      ];
      fc.assert(
        fc.property(fc.nat(leaves.length - 1), fc.jsonValue({ maxDepth: 1 }), (leaf, value) => {
          const { 0: old, index } = leaves[leaf];
          const hostile = JSON.stringify(typeof value === "string" ? HOSTILE + value : value);
          const changed = text.slice(0, index) + hostile + text.slice(index + old.length);
          let read: ReportedStudy;
          try {
            read = readStudy(JSON.parse(changed), "s.json");
          } catch (error) {
            expect(error).toBeInstanceOf(PerpmillError);
            return;
          }
          expect(page(read)).not.toMatch(/<script|<img/);
        }),
        { numRuns: 60 },
      );
    }
  });

  it("escapes what a data set and a configuration are called", () => {
    for (const study of studies) {
      const data = { ...study.data, source: HOSTILE, md5: HOSTILE };
      const instrument = { ...study.config.instrument, symbol: HOSTILE };
      const config = { ...study.config, instrument, strategy: { name: HOSTILE } };
      const html = page({ ...study, data, config } as ReportedStudy);
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain("&lt;script&gt;");
    }
  });
});
