import { describe, expect, test } from "vitest";
import { dataIdentity } from "../runs/backtest.js";
import type { CellValue } from "../sweeps/metric-columns.js";
import { SweepPool } from "../sweeps/pool.js";
import type { RowResult } from "../sweeps/protocol.js";
import { bestRows } from "../sweeps/rank.js";
import { sweepOn } from "../sweeps/run-sweep.js";
import { sweepSummaryJson } from "../sweeps/sweep-json.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { planStudyRows, rankValue, StudyRowRunner, studyRowKeys } from "./study-rows.js";
import { type SweepStudy, sweepRequestOf } from "./sweep-study.js";
import { SweepSummary } from "./sweep-summary.js";

const BARS = syntheticBars({ seed: 11, bars: 10_000 });
const STUDY: SweepStudy = {
  kind: "sweep",
  config: {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    strategy: {
      name: "dual-maker",
      bidSpread: 0.001,
      askSpread: 0.001,
      size: { equityRatio: 0.02 },
    },
  },
  axes: [
    { path: "strategy.bidSpread", from: "0.0005", to: "0.002", step: "0.0005" },
    { path: "account.leverage", values: [1, 5, 10] },
  ],
  constraints: ["strategy.bidSpread * account.leverage < 0.019"],
  giveUpDrawdown: 0.9,
};
const CONTEXT = { intervalMs: BARS.intervalMs, hasFundingFile: false };
const CONTENTS = { bars: "a", mark: null, funding: null };

async function ranAll(study: SweepStudy, indexes: readonly number[]) {
  const plan = planStudyRows(study, CONTEXT);
  const runner = new StudyRowRunner({ bars: BARS });
  const rows = new Map<number, RowResult>();
  const asked = indexes.map((index) => ({ index, point: plan.points[index] ?? [] }));
  await runner.run(plan, asked, {}, (index, row) => void rows.set(index, row));
  runner.close();
  return { plan, rows };
}

describe("rows of a study", () => {
  test("are those of the sweep, in whatever order and pieces they are run", async () => {
    const whole: (readonly CellValue[])[] = [];
    const pool = new SweepPool({ bars: BARS, workers: 0 }, testThreads());
    await sweepOn(
      {
        ...sweepRequestOf(STUDY),
        bars: BARS,
        pool,
        onRows: ({ rows }) => void whole.push(...rows),
      },
      testThreads(),
    );
    pool.close();
    expect(whole.length).toBe(11);
    const { plan, rows } = await ranAll(STUDY, [7, 3, 10, 0, 1, 2, 4, 9, 8, 6, 5]);
    const found = plan.points.map((point, index) => {
      const row = rows.get(index);
      return [...point, row?.outcome, ...(row?.cells ?? [])];
    });
    expect(found).toEqual(whole);
    expect(plan.leftOut).toBe(1);
    expect(plan.columns.slice(0, 4)).toEqual([
      { name: "strategy.bidSpread", kind: "number", role: "parameter" },
      { name: "account.leverage", kind: "number", role: "parameter" },
      { name: "outcome", kind: "text", role: "outcome" },
      { name: "liquidated", kind: "boolean", role: "metric" },
    ]);
  });

  test("come to the document of the sweep, also in pieces", async () => {
    const study = { ...STUDY, giveUpDrawdown: 0.001, rankBy: "totalReturn" };
    const bars = syntheticBars({ seed: 3, bars: 50_000 });
    const result = await sweepOn(
      { ...sweepRequestOf(study), bars, workers: 0, rankBy: study.rankBy },
      testThreads(),
    );
    const whole = sweepSummaryJson(result, dataIdentity(bars));
    expect(whole.luck).not.toBeNull();
    const plan = planStudyRows(study, CONTEXT);
    const summary = new SweepSummary({ ...plan, rows: plan.points.length, marked: false }, CONTEXT);
    const runner = new StudyRowRunner({ bars });
    const asked = plan.points.map((point, index) => ({ index, point })).reverse();
    await runner.run(plan, asked, {}, (index, row) =>
      summary.add(index, plan.points[index] ?? [], row),
    );
    const { best, rankBy, ...document } = await summary.finish(dataIdentity(bars));
    expect(document).toEqual(whole);
    expect(rankBy).toBe("totalReturn");
    expect(best).toBe(bestRows(result.table, "totalReturn", 1)[0] ?? null);
  });

  test("have keys by their content: alike for what is alike, others for all else", async () => {
    const plan = planStudyRows(STUDY, CONTEXT);
    const keys = await studyRowKeys(plan, plan.points, CONTENTS, CONTEXT);
    expect(new Set(keys).size).toBe(11);
    const turned = planStudyRows({ ...STUDY, axes: [...STUDY.axes].reverse() }, CONTEXT);
    const again = await studyRowKeys(turned, turned.points, CONTENTS, CONTEXT);
    expect(new Set(again)).toEqual(new Set(keys));
    const others = [
      studyRowKeys(plan, plan.points, { ...CONTENTS, bars: "b" }, CONTEXT),
      studyRowKeys(
        planStudyRows({ ...STUDY, giveUpDrawdown: 0.5 }, CONTEXT),
        plan.points,
        CONTENTS,
        CONTEXT,
      ),
      studyRowKeys(
        planStudyRows({ ...STUDY, metrics: ["sharpe"] }, CONTEXT),
        plan.points,
        CONTENTS,
        CONTEXT,
      ),
    ];
    for (const other of await Promise.all(others)) {
      expect(other.filter((key) => keys.includes(key))).toEqual([]);
    }
  });

  test("that cannot be run are refused, and are no candidates for the best", async () => {
    const study: SweepStudy = {
      ...STUDY,
      constraints: [],
      axes: [{ path: "strategy.size.quantity", values: [0.1, 1e9] }],
    };
    const { plan, rows } = await ranAll(study, [0, 1]);
    const [small, large] = [rows.get(0), rows.get(1)];
    if (small === undefined || large === undefined) throw new Error("a row is missing");
    expect(rankValue(small, plan.rules, plan.rank)).toBeTypeOf("number");
    expect(rankValue({ ...small, outcome: "liquidated" }, plan.rules, plan.rank)).toBeNull();
    expect(rankValue(large, plan.rules, "tradesHash")).toBeNull();
  });

  test("end between two steps when they are no longer wanted", async () => {
    const plan = planStudyRows(STUDY, CONTEXT);
    const runner = new StudyRowRunner({ bars: BARS });
    let done = 0;
    const asked = plan.points.map((point, index) => ({ index, point }));
    const run = runner.run(plan, asked, { cancelled: () => done >= 3 }, () => void done++);
    await expect(run).rejects.toMatchObject({ code: "ABORTED" });
    expect(done).toBe(3);
    runner.close();
  });

  test("of a request that makes no sense are refused where it is planned", () => {
    const bad = { ...STUDY, axes: [{ path: "strategy.bidSpred", values: [1] }] };
    expect(() => planStudyRows(bad, CONTEXT)).toThrow(/strategy\.bidSpred/);
    expect(() => planStudyRows({ ...STUDY, rankBy: "stopped" }, CONTEXT)).toThrow(/stopped/);
    expect(() => planStudyRows({ ...STUDY, constraints: ["foo > 1"] }, CONTEXT)).toThrow(/foo/);
  });
});
