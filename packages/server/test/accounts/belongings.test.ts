/** What becomes of what users own when they are removed. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readyBars } from "../data/uploads.fixture.js";
import { testApp } from "../harness.fixture.js";
import { CONFIG, ended, LONG_CONFIG, post, runToEnd } from "../runs/run-data.fixture.js";

async function server() {
  const to = await testApp({ workers: 1 });
  onTestFinished(to.close);
  const admin = await to.as("admin");
  const remove = async (id: string, query = "") => {
    const answer = await admin.inject({ method: "DELETE", url: `/api/v1/users/${id}${query}` });
    return [answer.statusCode, answer.body === "" ? null : answer.json().code];
  };
  const counts = async () => {
    const of = async (table: "runs" | "data_sets" | "jobs" | "results" | "users") =>
      (await to.app.db.selectFrom(table).selectAll().execute()).length;
    return {
      runs: await of("runs"),
      dataSets: await of("data_sets"),
      jobs: await of("jobs"),
      results: await of("results"),
      users: await of("users"),
    };
  };
  return { to, admin, remove, counts };
}

test("are kept with their owner, unless they are to go with him", async () => {
  const { to, remove, counts } = await server();
  const user = await to.as("user");
  const { id: dataSetId } = await readyBars(to, user);
  await runToEnd(to, user, { config: CONFIG, dataSetId });
  const waiting = { config: LONG_CONFIG, dataSetId, layer: "plain" } as const;
  for (let priority = 0; priority < 3; priority++) {
    const { statusCode } = await post(user, { ...waiting, priority, force: true });
    expect(statusCode).toBe(202);
  }
  const store = join(to.home, "server", "stores", user.id);
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, "bars.zip"), "");

  expect(await remove(user.id)).toEqual([409, "CONFLICT"]);
  expect((await user.inject({ url: "/api/v1/auth/profile" })).statusCode).toBe(200);
  expect(await remove(user.id, "?belongings=remove")).toEqual([204, null]);
  expect((await user.inject({ url: "/api/v1/auth/profile" })).statusCode).toBe(401);
  expect(await counts()).toEqual({ runs: 0, dataSets: 0, jobs: 0, results: 0, users: 1 });
  expect(readdirSync(join(to.home, "server", "data-sets"))).toEqual([]);
  expect(existsSync(store)).toBe(false);
});

test("that others use stay as long as they do, results for good", async () => {
  const { to, remove, counts } = await server();
  const [owner, other] = [await to.as("user"), await to.as("user")];
  const { id: dataSetId } = await readyBars(to, owner);
  await owner.inject({
    method: "PATCH",
    url: `/api/v1/data/${dataSetId}`,
    payload: { shared: true },
  });
  await runToEnd(to, owner, { config: CONFIG, dataSetId });
  const done = await runToEnd(to, other, { config: CONFIG, dataSetId });
  const { run } = (await post(other, { config: LONG_CONFIG, dataSetId, layer: "plain" })).json();
  expect(await remove(owner.id, "?belongings=remove")).toEqual([409, "CONFLICT"]);
  // Nobody works in his name any more, and nothing of his is lost.
  expect((await owner.inject({ url: "/api/v1/auth/profile" })).statusCode).toBe(401);
  expect(await counts()).toMatchObject({ dataSets: 1, runs: 3 });

  await other.inject({ method: "POST", url: `/api/v1/runs/${run.id}/cancel` });
  await ended(to, run.id);
  expect(await remove(owner.id, "?belongings=remove")).toEqual([204, null]);
  const metrics = await other.inject({ url: `/api/v1/runs/${done}/metrics` });
  expect(metrics.statusCode).toBe(200);
});

test("of the last administrator stay with him", async () => {
  const { to, admin, remove } = await server();
  await to.app.accounts.users.change(admin.id, { password: "correct horse battery" });
  expect(await remove(admin.id, "?belongings=remove")).toEqual([401, "TOKEN_INVALID"]);
  const again = await to.as("admin");
  const url = `/api/v1/users/${admin.id}?belongings=remove`;
  const answer = await again.inject({ method: "DELETE", url });
  expect([answer.statusCode, answer.json().code]).toEqual([409, "CONFLICT"]);
});
