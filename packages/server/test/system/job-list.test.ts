/** The queue as its users and its administrators see it. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { QueueJob } from "../../src/api.js";
import type { TestUser } from "../harness.fixture.js";
import { LONG_CONFIG, post, putBars, server } from "../runs/run-data.fixture.js";

const url = "/api/v1/system/jobs";

async function list(user: TestUser): Promise<QueueJob[]> {
  return (await user.inject({ url })).json().items;
}

test("users see and cancel what is theirs, administrators what anybody's is", async () => {
  const to = await server();
  const [user, other, admin] = [await to.as("user"), await to.as("user"), await to.as("admin")];
  const cancel = (who: TestUser, id = "") =>
    who.inject({ method: "POST", url: `${url}/${id}/cancel` });
  const dataSetId = await putBars(to, user.id, { bars: 400_000 });
  const start = async () =>
    (await post(user, { config: LONG_CONFIG, dataSetId, layer: "plain", force: true })).json().run;
  const runs = [await start(), await start()];

  const seen = await list(user);
  expect(seen.map(({ subjectId }) => subjectId).sort()).toEqual(runs.map(({ id }) => id).sort());
  expect(seen[0]).toMatchObject({ kind: "run", lane: "compute", own: true, owner: user.id });
  expect(await list(other)).toEqual([]);
  expect((await list(admin)).map(({ own }) => own)).toEqual([false, false]);

  const [first, second] = seen.map(({ id }) => id);
  expect((await cancel(other, first)).statusCode).toBe(404);
  expect((await cancel(admin, randomUUID())).statusCode).toBe(404);
  expect((await cancel(admin, first)).statusCode).toBe(204);
  expect((await cancel(user, second)).statusCode).toBe(204);
  expect((await cancel(user, second)).statusCode).toBe(409);
  expect(await list(admin)).toEqual([]);
});

test("a key for runs alone neither sees nor cancels jobs about data", async () => {
  const to = await server();
  const user = await to.as("user");
  const dataSetId = await putBars(to, user.id, { bars: 400_000 });
  const long = { config: LONG_CONFIG, dataSetId, layer: "plain", force: true } as const;
  for (let count = 0; count < 3; count++) await post(user, long);
  const quality = await user.inject({ method: "POST", url: `/api/v1/data/${dataSetId}/quality` });
  const { id } = quality.json().job;
  const made = await user.inject({
    method: "POST",
    url: "/api/v1/auth/api-keys",
    payload: { name: "runs", scopes: ["runs:read", "runs:write"] },
  });
  const headers = { authorization: `Bearer ${made.json().key}` };
  const { items } = (await to.app.inject({ url, headers })).json();
  expect(items.map(({ kind }: QueueJob) => kind)).toEqual(["run", "run", "run"]);
  const cancel = { method: "POST", url: `${url}/${id}/cancel` } as const;
  const refused = await to.app.inject({ ...cancel, headers });
  expect([refused.statusCode, refused.json().code]).toEqual([403, "FORBIDDEN"]);
  expect((await user.inject(cancel)).statusCode).toBe(204);
});
