/** What belongs to somebody, asked for by everybody else, over every route that takes an id. */
import { beforeEach, expect, test } from "vitest";
import type { TestApp, TestUser } from "../harness.fixture.js";
import { putBars, runToEnd, server } from "../runs/run-data.fixture.js";
import { type Operation, operationsOf } from "./operations.fixture.js";

let to: TestApp;
let owner: TestUser;
let runId: string;
let dataSetId: string;
beforeEach(async () => {
  to = await server();
  owner = await to.as("user");
  dataSetId = await putBars(to, owner.id, { bars: 2000 });
  runId = await runToEnd(to, owner, { dataSetId });
});

/** Bodies that these routes take; without one the answer would be about the body. */
const BODIES: Readonly<Record<string, object>> = {
  changeRun: { label: "mine now" },
  changeDataSet: { name: "mine now" },
  makeQuality: {},
  rerunRun: {},
};

function idOf({ path }: Operation): string | null {
  if (path.startsWith("/api/v1/runs/{id}")) return runId;
  return path.startsWith("/api/v1/data/{id}") ? dataSetId : null;
}

function ask(user: TestUser, one: Operation) {
  const body = one.body === null ? {} : { payload: BODIES[one.id] ?? {} };
  const url = one.path.replace("{id}", idOf(one) ?? "").replace("{fill}", "0");
  return user.inject({ method: one.method, url, ...body });
}

test("what is not shared does not exist for others, administrators among them", async () => {
  const taking = operationsOf(to.app).filter((one) => idOf(one) !== null);
  expect(taking.length).toBeGreaterThan(15);
  for (const role of ["user", "admin"] as const) {
    const other = await to.as(role);
    for (const one of taking) {
      const { statusCode, body } = await ask(other, one);
      expect([role, one.id, statusCode, JSON.parse(body).code]).toEqual([
        role,
        one.id,
        404,
        "NOT_FOUND",
      ]);
      expect(body).not.toContain("ETHUSDT");
    }
  }
  const kept = await owner.inject({ url: `/api/v1/runs/${runId}` });
  expect(kept.json()).toMatchObject({ state: "done", label: "" });
});

test("what is shared can be read by all, and changed by its owner alone", async () => {
  const shared = { shared: true };
  await owner.inject({ method: "PATCH", url: `/api/v1/runs/${runId}`, payload: shared });
  await owner.inject({ method: "PATCH", url: `/api/v1/data/${dataSetId}`, payload: shared });
  const viewer = await to.as("viewer");
  for (const url of [
    `/api/v1/runs/${runId}`,
    `/api/v1/runs/${runId}/metrics`,
    `/api/v1/data/${dataSetId}`,
  ]) {
    expect([url, (await viewer.inject({ url })).statusCode]).toEqual([url, 200]);
  }
  const other = await to.as("user");
  for (const url of [`/api/v1/runs/${runId}`, `/api/v1/data/${dataSetId}`]) {
    expect((await other.inject({ method: "DELETE", url })).statusCode).toBe(403);
    const payload = url.includes("runs") ? { label: "mine now" } : { name: "mine now" };
    expect((await other.inject({ method: "PATCH", url, payload })).statusCode).toBe(403);
  }
  const bulk = await other.inject({
    method: "DELETE",
    url: "/api/v1/runs",
    payload: { ids: [runId] },
  });
  expect(bulk.json()).toEqual({ deleted: 0 });
  expect((await owner.inject({ url: `/api/v1/runs/${runId}` })).statusCode).toBe(200);
});
