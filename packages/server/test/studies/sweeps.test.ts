/** Sweeps over the API: taken in, worked through by processes, followed, ended, gone on with. */
import { type CellValue, sweep } from "@perpmill/engine";
import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../harness.fixture.js";
import { barsOf, putBars } from "../runs/run-data.fixture.js";
import {
  longSweep,
  postStudy,
  SWEEP,
  storedRows,
  studyNow,
  studyToEnd,
  studyWhen,
} from "./study-data.fixture.js";

const to = await testApp({ workers: 2 });
afterAll(to.close);

describe("a sweep", () => {
  test("has the rows of the engine's, whatever processes ran them", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const taken = await postStudy(ada, {
      request: { ...SWEEP, rankBy: "totalReturn" },
      dataSetId,
      title: "spreads",
    });
    expect(taken.statusCode).toBe(202);
    const { study, deduplicated } = taken.json();
    expect(deduplicated).toBe(false);
    expect(taken.headers.location).toBe(`/api/v1/studies/${study.id}`);
    expect(study).toMatchObject({ kind: "sweep", title: "spreads", rowsTotal: 12 });
    const done = await studyWhen(ada, study.id, ({ state }) => state === "done");
    expect(done).toMatchObject({ rowsDone: 12, error: null, progress: null });
    const whole: (readonly CellValue[])[] = [];
    await sweep({
      bars: barsOf(5000),
      config: SWEEP.config,
      axes: SWEEP.axes,
      workers: 0,
      onRows: ({ rows }) => void whole.push(...rows),
    });
    const answer = (await ada.inject({ url: `/api/v1/studies/${study.id}/rows` })).json();
    expect(answer.index).toEqual(whole.map((_, row) => row));
    const rows = answer.index.map((_: number, row: number) =>
      answer.cells.map((column: readonly CellValue[]) => column[row]),
    );
    expect(rows).toEqual(whole);
    const at = answer.columns.findIndex(({ name }: { name: string }) => name === "totalReturn");
    const values: number[] = answer.cells[at];
    expect(done.best).toMatchObject({ metric: "totalReturn", value: Math.max(...values) });
    expect(done.best?.row).toBe(values.indexOf(Math.max(...values)));
    expect(done.best?.point).toEqual({
      "strategy.bidSpread": whole[done.best?.row ?? 0]?.[0],
      "account.leverage": whole[done.best?.row ?? 0]?.[1],
    });
  });

  test("is estimated without being begun", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const request = { ...SWEEP, constraints: ["account.leverage < 10"] };
    const answer = await postStudy(ada, { request, dataSetId }, "?dryRun=true");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ rows: 8, leftOut: 4, bars: 5000 });
    expect(answer.json().estimatedMs).toBeGreaterThan(0);
    expect((await ada.inject({ url: "/api/v1/studies" })).json().items).toEqual([]);
  });

  test("that makes no sense is refused with the field that is wrong", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const axis = (path: string) => ({ ...SWEEP, axes: [{ path, values: [1] }] });
    const wrong = [
      [axis("strategy.bidSpred"), 422, "CONFIG_UNKNOWN_KEY"],
      [axis("account.leverage"), 202, undefined],
      [{ ...SWEEP, rankBy: "sharp" }, 422, "SWEEP_INVALID"],
      [{ ...SWEEP, constraints: ["1 +"] }, 422, "SWEEP_INVALID"],
      [{ ...SWEEP, axes: [] }, 400, "REQUEST_INVALID"],
      [{ ...SWEEP, axes: [{ path: "account.leverage", form: 1 }] }, 400, "REQUEST_INVALID"],
      [longSweep(100_001), 422, "STUDY_TOO_LARGE"],
      [{ ...SWEEP, config: { ...SWEEP.config, account: {} } }, 422, "CONFIG_INVALID"],
      [{ kind: "sweeep" }, 400, "REQUEST_INVALID"],
    ] as const;
    for (const [request, status, code] of wrong) {
      const answer = await ada.inject({
        method: "POST",
        url: "/api/v1/studies",
        payload: { request, dataSetId },
      });
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    }
    const near = await ada.inject({
      method: "POST",
      url: "/api/v1/studies",
      payload: { request: axis("strategy.bidSpred"), dataSetId },
    });
    expect(near.json().field).toBe("strategy.bidSpred");
    const misshapen = await postStudy(ada, { request: { ...SWEEP, axes: [] }, dataSetId });
    expect(misshapen.json().field).toBe("body.request.axes");
  });

  test("is not run again for the same content, and rows that another has had are copied", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const { id } = await studyToEnd(ada, { dataSetId });
    const again = await postStudy(ada, { request: SWEEP, dataSetId });
    expect([again.statusCode, again.json().deduplicated, again.json().study.id]).toEqual([
      200,
      true,
      id,
    ]);
    const leverage = { path: "account.leverage", values: [5, 10, 20] };
    const other = { ...SWEEP, axes: [SWEEP.axes[0] ?? leverage, leverage] };
    const { id: otherId, state } = await studyToEnd(ada, { request: other, dataSetId });
    expect(state).toBe("done");
    const { rows_reused } = await to.app.db
      .selectFrom("studies")
      .select("rows_reused")
      .where("id", "=", otherId)
      .executeTakeFirstOrThrow();
    expect(rows_reused).toBe(8);
    const [first, second] = [await storedRows(to.app.db, id), await storedRows(to.app.db, otherId)];
    const keyed = new Map(first.map(({ key, cells }) => [key, cells]));
    expect(second.filter(({ key, cells }) => keyed.get(key) === cells)).toHaveLength(8);
  });

  test("that is cancelled keeps its rows, and goes on where it stopped", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id, { bars: 20_000 });
    const request = longSweep(60);
    const { study } = (await postStudy(ada, { request, dataSetId })).json();
    const { id } = study;
    await studyWhen(ada, id, ({ rowsDone }) => rowsDone > 3);
    const startedMs = performance.now();
    const cancelled = await ada.inject({ method: "POST", url: `/api/v1/studies/${id}/cancel` });
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(to.app.pool.status().filter(({ state }) => state === "busy")).toEqual([]);
    expect(cancelled.json()).toMatchObject({ state: "cancelled" });
    const before = await storedRows(to.app.db, id);
    expect(before.length).toBeGreaterThan(3);
    expect(before.length).toBeLessThan(60);
    expect(cancelled.json().rowsDone).toBe(before.length);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await storedRows(to.app.db, id)).length).toBe(before.length);
    const twice = await ada.inject({ method: "POST", url: `/api/v1/studies/${id}/cancel` });
    expect(twice.statusCode).toBe(409);
    await to.app.db
      .updateTable("study_rows")
      .set({ outcome: "stopped" })
      .where("study_id", "=", id)
      .execute();
    const resumed = await ada.inject({ method: "POST", url: `/api/v1/studies/${id}/resume` });
    expect(resumed.statusCode).toBe(202);
    const done = await studyWhen(ada, id, ({ state }) => state === "done");
    expect(done.rowsDone).toBe(60);
    const rows = await storedRows(to.app.db, id);
    expect(rows.map(({ row_index }) => row_index)).toEqual(rows.map((_, index) => index));
    // What was there has not been written again.
    expect(rows.filter(({ outcome }) => outcome === "stopped")).toHaveLength(before.length);
  });

  test("is its owner's alone, can be called something, and goes with its rows", async () => {
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id);
    const { id } = await studyToEnd(ada, { dataSetId });
    for (const url of ["", "/rows", "/result"]) {
      const answer = await bob.inject({ url: `/api/v1/studies/${id}${url}` });
      expect(answer.statusCode).toBe(404);
    }
    const change = { method: "PATCH", url: `/api/v1/studies/${id}` } as const;
    await ada.inject({ ...change, payload: { title: "mine", starred: true } });
    expect(await studyNow(ada, id)).toMatchObject({ title: "mine", starred: true });
    const found = await ada.inject({ url: "/api/v1/studies?text=MIN&starred=true&kind=sweep" });
    expect(found.json().items).toHaveLength(1);
    expect((await ada.inject({ url: "/api/v1/studies?starred=false" })).json().items).toEqual([]);
    const gone = await ada.inject({ method: "DELETE", url: `/api/v1/studies/${id}` });
    expect(gone.statusCode).toBe(204);
    expect(await storedRows(to.app.db, id)).toEqual([]);
  });

  test("gives rows by any metric, in pages, and some of their columns", async () => {
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id);
    const { id } = await studyToEnd(ada, { dataSetId });
    const get = async (query: string) =>
      (await ada.inject({ url: `/api/v1/studies/${id}/rows?${query}` })).json();
    const all = await get("columns=totalReturn,account.leverage&sort=totalReturn&order=desc");
    expect(all.columns.map(({ name }: { name: string }) => name)).toEqual([
      "totalReturn",
      "account.leverage",
    ]);
    const values: number[] = all.cells[0];
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const page = await get("columns=totalReturn&sort=totalReturn&order=desc&from=4&limit=3");
    expect(page.index).toEqual(all.index.slice(4, 7));
    expect((await get("from=10")).index).toEqual([10, 11]);
    const byLeverage = await get("sort=account.leverage&columns=account.leverage");
    expect(byLeverage.cells[0]).toEqual([1, 1, 1, 1, 5, 5, 5, 5, 10, 10, 10, 10]);
    for (const query of ["columns=foo", "sort=foo", "sort=outcome"]) {
      expect((await get(query)).code).toBe("REQUEST_INVALID");
    }
  });
});
