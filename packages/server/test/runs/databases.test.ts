/** The life of a run over whole requests, on each database. */
import { backtest, tradesCsv } from "@perpmill/engine";
import { describe, expect, onTestFinished, test } from "vitest";
import type { RunsPage } from "../../src/schemas/runs.js";
import { emptyDatabase, testDialects } from "../databases.fixture.js";
import { barsOf, CONFIG, ended, post, putBars, runToEnd, server } from "./run-data.fixture.js";

describe.each(testDialects())("on %s", (dialect) => {
  test("a run is taken in, computed, read, shared, compared and deleted", async () => {
    const { url: databaseUrl, drop } = await emptyDatabase(dialect);
    onTestFinished(drop);
    const to = await server({ databaseUrl });
    expect(to.app.dialect).toBe(dialect);
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { bars: 70_000, shared: true });
    const id = await runToEnd(to, ada, { dataSetId, label: "Ä first" });
    const get = async (path: string, user = ada) => (await user.inject({ url: path })).json();
    const run = `/api/v1/runs/${id}`;

    const { metrics, equity, trades } = await backtest({ bars: barsOf(70_000), config: CONFIG });
    expect((await get(`${run}/metrics`)).metrics).toEqual(JSON.parse(JSON.stringify(metrics)));
    const from = equity.openTimeMs[65_530];
    expect((await get(`${run}/equity?from=${from}&points=5000`)).equity).toEqual([
      ...equity.equity.subarray(65_530),
    ]);
    const page = await get(`${run}/trades?limit=10`);
    expect([page.total, page.items.length]).toEqual([trades.length, 10]);
    const { body: csv } = await ada.inject({ url: `${run}/trades?format=csv` });
    expect(csv === [...tradesCsv(trades)].join("")).toBe(true);
    const { items }: RunsPage = await get("/api/v1/runs?sort=sharpe&label=first");
    expect(items.map(({ id, summary }) => [id, summary?.sharpe])).toEqual([[id, metrics.sharpe]]);

    const twin = (await post(bob, { config: CONFIG, dataSetId })).json();
    expect(twin.deduplicated).toBe(true);
    const again = await ada.inject({ method: "POST", url: `${run}/rerun` });
    await ended(to, again.json().run.id);
    const ids = [id, again.json().run.id];
    const compared = await ada.inject({
      method: "POST",
      url: "/api/v1/runs/compare",
      payload: { ids },
    });
    expect(compared.json()).toMatchObject({ sameData: true, differences: [] });

    const { jobId } = (await ada.inject({ method: "POST", url: `${run}/envelope` })).json();
    await to.app.jobs.ended(jobId);
    expect((await get(`/api/v1/runs/${twin.run.id}/envelope`, bob)).state).toBe("done");

    const removed = await ada.inject({ method: "DELETE", url: "/api/v1/runs", payload: { ids } });
    expect(removed.json()).toEqual({ deleted: 2 });
    expect((await get(`/api/v1/runs/${twin.run.id}/equity`, bob)).rows).toBe(70_000);
    await bob.inject({ method: "DELETE", url: `/api/v1/runs/${twin.run.id}` });
    for (const table of ["runs", "results", "result_chunks", "documents"] as const) {
      const rows = await to.app.db
        .selectFrom(table)
        .select((eb) => eb.lit(1).as("one"))
        .execute();
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });
});
