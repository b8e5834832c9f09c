/** History: pages, sorts and filters; what owners change, share, cancel and delete. */
import { describe, expect, test } from "vitest";
import type { Run, RunDetail, RunsPage } from "../../src/schemas/runs.js";
import type { TestUser } from "../harness.fixture.js";
import {
  CONFIG,
  ended,
  LONG_CONFIG,
  post,
  putBars,
  runToEnd,
  server,
  withSpread,
} from "./run-data.fixture.js";

async function list(user: TestUser, query: string): Promise<RunsPage> {
  const response = await user.inject({ url: `/api/v1/runs?${query}` });
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json();
}

async function idsOf(user: TestUser, query: string): Promise<string[]> {
  return (await list(user, query)).items.map(({ id }) => id);
}

const SPREADS = [0.0005, 0.001, 0.002, 0.004];

async function someRuns(): Promise<{
  ada: TestUser;
  bob: TestUser;
  to: Awaited<ReturnType<typeof server>>;
  ids: string[];
}> {
  const to = await server();
  const [ada, bob] = [await to.as("user"), await to.as("user")];
  const dataSetId = await putBars(to, ada.id, { bars: 2000 });
  const ids: string[] = [];
  for (const spread of SPREADS) {
    to.clock.turn(1000);
    const body = { config: withSpread(spread), dataSetId, label: `Spread ${spread}` };
    ids.push(await runToEnd(to, ada, body));
  }
  return { to, ada, bob, ids };
}

describe("GET /runs", () => {
  test("pages, sorts by any metric and filters", async () => {
    const { ada, bob, ids } = await someRuns();
    expect(await idsOf(ada, "")).toEqual(ids.toReversed());
    for (const sort of ["createdMs", "fills", "totalReturn", "maxDrawdown", "quotedEdgeBps"]) {
      const all = (await list(ada, `sort=${sort}&order=asc`)).items;
      expect(all).toHaveLength(SPREADS.length);
      const value = (run: Run) =>
        sort === "createdMs" ? run.createdMs : Number(run.summary?.[sort as "fills"]);
      const sorted = all.toSorted((a, b) => value(a) - value(b)).map(value);
      expect(all.map(value)).toEqual(sorted);
      const seen: string[] = [];
      let cursor = "";
      for (let page = 0; page < SPREADS.length; page++) {
        const { items, nextCursor } = await list(ada, `sort=${sort}&order=asc&limit=3${cursor}`);
        seen.push(...items.map(({ id }) => id));
        if (nextCursor === null) break;
        cursor = `&cursor=${nextCursor}`;
      }
      expect(seen).toEqual(all.map(({ id }) => id));
    }
    expect(await idsOf(ada, "label=spread%200.002")).toEqual([ids[2]]);
    expect(await idsOf(ada, "symbol=ETHUSDT&strategy=dual-maker&state=done")).toHaveLength(4);
    expect(await idsOf(ada, "symbol=BTCUSDT")).toEqual([]);
    expect(await idsOf(ada, "strategy=pure-maker")).toEqual([]);
    expect(await idsOf(ada, "state=failed")).toEqual([]);
    const { createdMs } = (await list(ada, "")).items[1];
    expect(await idsOf(ada, `from=${createdMs}&to=${createdMs + 1}`)).toEqual([ids[2]]);
    expect(await idsOf(bob, "whose=all")).toEqual([]);
  });

  test("takes texts as texts, whatever is in them", async () => {
    const { ada, ids } = await someRuns();
    for (const text of ["' OR 1=1 --", "%", "_", '"; DROP TABLE runs; --', "\\", "$1", "?"]) {
      const value = encodeURIComponent(text);
      expect(await idsOf(ada, `label=${value}`)).toEqual([]);
      expect(await idsOf(ada, `symbol=${value}`)).toEqual([]);
      expect(await idsOf(ada, `strategy=${value}`)).toEqual([]);
    }
    expect(await idsOf(ada, "")).toHaveLength(ids.length);
  });

  test("refuses what is no cursor, sort or state of this server", async () => {
    const to = await server();
    const ada = await to.as("user");
    for (const query of [
      "cursor=abc",
      "sort=owner_id",
      "sort=id;--",
      "state=lost",
      "limit=0",
      "limit=201",
      "x=1",
      "whose=bob",
    ]) {
      const { statusCode, body } = await ada.inject({ url: `/api/v1/runs?${query}` });
      expect([query, statusCode, JSON.parse(body).code]).toEqual([query, 400, "REQUEST_INVALID"]);
    }
  });
});

describe("PATCH /runs/:id", () => {
  test("changes label, note, star and who sees it; of its owner alone", async () => {
    const { ada, bob, ids } = await someRuns();
    const [id] = ids;
    const url = `/api/v1/runs/${id}`;
    const label = '<script>alert("x")</script>';
    const patch = { label, note: "=cmd|' /C calc'!A0", starred: true };
    const changed = await ada.inject({ method: "PATCH", url, payload: patch });
    expect(changed.statusCode).toBe(200);
    expect(changed.json()).toMatchObject({ ...patch, shared: false });
    expect(await idsOf(ada, "starred=true")).toEqual([id]);
    expect(await idsOf(ada, "starred=false")).toHaveLength(ids.length - 1);

    expect((await bob.inject({ method: "PATCH", url, payload: patch })).statusCode).toBe(404);
    await ada.inject({ method: "PATCH", url, payload: { shared: true } });
    expect((await bob.inject({ url })).json()).toMatchObject({ id, own: false, shared: true });
    expect(await idsOf(bob, "whose=shared")).toEqual([id]);
    expect(await idsOf(bob, "whose=own")).toEqual([]);
    for (const [method, path] of [
      ["PATCH", url],
      ["DELETE", url],
      ["POST", `${url}/cancel`],
    ] as const) {
      const payload = method === "PATCH" ? { payload: patch } : {};
      const refused = await bob.inject({ method, url: path, ...payload });
      expect([refused.statusCode, refused.json().code]).toEqual([403, "FORBIDDEN"]);
    }
    const nothing = await ada.inject({ method: "PATCH", url, payload: {} });
    expect(nothing.statusCode).toBe(400);
    const unknown = await ada.inject({ method: "PATCH", url, payload: { state: "done" } });
    expect([unknown.statusCode, unknown.json().field]).toEqual([400, "body.state"]);
  });
});

describe("DELETE", () => {
  test("removes a run, and the result with the last run that has it", async () => {
    const to = await server();
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { bars: 2000, shared: true });
    const one = await runToEnd(to, ada, { dataSetId });
    const two = (await post(bob, { config: CONFIG, dataSetId })).json().run.id;
    const left = async () => [
      (await to.app.db.selectFrom("results").select("key").execute()).length,
      (await to.app.db.selectFrom("result_chunks").select("rows").execute()).length > 0,
    ];
    const gone = await ada.inject({ method: "DELETE", url: `/api/v1/runs/${one}` });
    expect([gone.statusCode, gone.body]).toEqual([204, ""]);
    expect((await ada.inject({ url: `/api/v1/runs/${one}` })).statusCode).toBe(404);
    expect(await left()).toEqual([1, true]);
    await bob.inject({ method: "DELETE", url: `/api/v1/runs/${two}` });
    expect(await left()).toEqual([0, false]);
    const again = await post(bob, { config: CONFIG, dataSetId });
    expect(again.statusCode).toBe(202);
    await ended(to, again.json().run.id);
  });

  test("removes several, and leaves those of others alone", async () => {
    const { ada, bob, ids } = await someRuns();
    const remove = (user: TestUser, some: readonly string[]) =>
      user.inject({ method: "DELETE", url: "/api/v1/runs", payload: { ids: some } });
    expect((await remove(bob, ids)).json()).toEqual({ deleted: 0 });
    expect((await remove(ada, ids.slice(0, 3))).json()).toEqual({ deleted: 3 });
    expect(await idsOf(ada, "")).toEqual([ids[3]]);
    expect((await remove(ada, [])).statusCode).toBe(400);
  });
});

describe("cancelling", () => {
  test("ends what waits and what runs, once", async () => {
    const to = await server();
    const ada = await to.as("user");
    const dataSetId = await putBars(to, ada.id, { bars: 400_000 });
    const config = LONG_CONFIG;
    const start = async (force: boolean) =>
      (await post(ada, { config, dataSetId, layer: "plain", force })).json().run.id as string;
    const running = await start(true);
    const waiting = await start(true);
    const get = async (id: string): Promise<Run> =>
      (await ada.inject({ url: `/api/v1/runs/${id}` })).json();
    while ((await get(running)).state === "queued") await new Promise((go) => setTimeout(go, 20));
    expect((await get(running)).state).toBe("running");
    let progress = null;
    while (progress === null) {
      await new Promise((go) => setTimeout(go, 20));
      progress = ((await ada.inject({ url: `/api/v1/runs/${running}` })).json() as RunDetail)
        .progress;
    }
    expect(progress).toMatchObject({ unit: "bars", total: 400_000 });
    for (const id of [waiting, running]) {
      const startedMs = performance.now();
      const response = await ada.inject({ method: "POST", url: `/api/v1/runs/${id}/cancel` });
      expect(response.statusCode).toBe(200);
      expect(response.json()).toMatchObject({ id, state: "cancelled", summary: null });
      expect(performance.now() - startedMs).toBeLessThan(1000);
      const again = await ada.inject({ method: "POST", url: `/api/v1/runs/${id}/cancel` });
      expect([again.statusCode, again.json().code]).toEqual([409, "CONFLICT"]);
    }
    const removed = await start(true);
    await ada.inject({ method: "DELETE", url: `/api/v1/runs/${removed}` });
    expect((await to.app.jobs.counts()).running).toBe(0);
    expect(await to.app.db.selectFrom("results").select("key").execute()).toEqual([]);
  });
});

describe("POST /runs/:id/rerun", () => {
  test("computes the same again, as a run of the caller", async () => {
    const to = await server();
    const [ada, bob] = [await to.as("user"), await to.as("user")];
    const dataSetId = await putBars(to, ada.id, { bars: 2000 });
    const id = await runToEnd(to, ada, { dataSetId, label: "base", note: "private" });
    const url = `/api/v1/runs/${id}/rerun`;
    const again = await ada.inject({ method: "POST", url });
    expect(again.statusCode).toBe(202);
    const { run } = again.json();
    expect(again.headers.location).toBe(`/api/v1/runs/${run.id}`);
    expect(run).toMatchObject({ label: "base", note: "", config: CONFIG });
    await ended(to, run.id);
    const [first, second] = (await list(ada, "order=asc")).items;
    expect(second.summary).toEqual(first.summary);
    expect(second.contentKey).toBe(first.contentKey);

    expect((await bob.inject({ method: "POST", url })).statusCode).toBe(404);
    await ada.inject({ method: "PATCH", url: `/api/v1/runs/${id}`, payload: { shared: true } });
    // The run is shared, its data are not.
    const refused = await bob.inject({ method: "POST", url });
    expect([refused.statusCode, refused.json().field]).toEqual([404, "body.dataSetId"]);
  });
});
