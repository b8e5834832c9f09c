/** Runs, uploads and the queue followed over `/ws`, by those who may. */
import { expect, test } from "vitest";
import { CONFIG, LONG_CONFIG, post, putBars, server } from "../runs/run-data.fixture.js";
import { Client, listen } from "./sockets.fixture.js";

function bearer(accessToken: string) {
  return { headers: { authorization: `Bearer ${accessToken}` } };
}

test("a run is followed to its end: states, progress with its curve, and no gap", async () => {
  const to = await server();
  const port = await listen(to.app);
  const user = await to.as("user");
  const dataSetId = await putBars(to, user.id, { bars: 400_000 });
  const client = await Client.open(port, bearer(user.accessToken));
  client.send({ type: "subscribe", topic: "runs" });
  await client.message("snapshot");
  const { run } = (await post(user, { config: LONG_CONFIG, dataSetId, layer: "plain" })).json();
  const topic = `run:${run.id}`;
  client.send({ type: "subscribe", topic });
  await client.message("snapshot", (message) => message.topic === topic);
  const progress = await client.message("event", ({ event, topic: of }) => {
    return event === "progress" && of === topic;
  });
  const { unit, done, total, equity } = progress.data as Progress;
  expect([unit, total]).toEqual(["bars", 400_000]);
  expect(done).toBeGreaterThan(0);
  expect(equity?.timeMs.length).toBe(equity?.equity.length);
  expect(equity?.timeMs.length).toBeLessThanOrEqual(1000);
  // who comes late is told how far it is at once
  const late = await Client.open(port, bearer(user.accessToken));
  late.send({ type: "subscribe", topic });
  const { data } = await late.message("snapshot");
  expect(data).toMatchObject({ run: { id: run.id, state: "running" }, progress: { unit: "bars" } });

  await user.inject({ method: "POST", url: `/api/v1/runs/${run.id}/cancel` });
  for (const name of [topic, "runs"]) {
    const end = await client.message("event", (one) => {
      return one.topic === name && (one.data as { state?: string }).state === "cancelled";
    });
    expect(end).toMatchObject({ event: "state", data: { runId: run.id, error: null } });
  }
  const states = client.messages.flatMap((one) =>
    one.type === "event" && one.topic === topic && one.event === "state" ? [one.data] : [],
  );
  expect(states.at(-1)).toMatchObject({ state: "cancelled" });
});

interface Progress {
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  readonly equity: { readonly timeMs: number[]; readonly equity: number[] } | null;
}

test("names, stars and deletions are told, to the list and to whoever follows the run", async () => {
  const to = await server();
  const port = await listen(to.app);
  const user = await to.as("user");
  const dataSetId = await putBars(to, user.id, { bars: 2000 });
  const { run } = (await post(user, { config: CONFIG, dataSetId })).json();
  const client = await Client.open(port, bearer(user.accessToken));
  const topic = `run:${run.id}`;
  client.send({ type: "subscribe", topic });
  client.send({ type: "subscribe", topic: "runs" });
  await client.message("snapshot", (message) => message.topic === "runs");
  const told = (event: string, of: string) =>
    client.message("event", (message) => message.event === event && message.topic === of);

  const url = `/api/v1/runs/${run.id}`;
  await user.inject({ method: "PATCH", url, payload: { label: "Named" } });
  expect((await told("changed", topic)).data).toEqual({ runId: run.id });
  expect((await told("changed", "runs")).data).toEqual({ runId: run.id });
  await user.inject({ method: "DELETE", url: "/api/v1/runs", payload: { ids: [run.id] } });
  expect((await told("deleted", topic)).data).toEqual({ runId: run.id });
  expect((await told("deleted", "runs")).data).toEqual({ runId: run.id });
});

test("a run of another is no topic, a shared one is", async () => {
  const to = await server();
  const port = await listen(to.app);
  const [owner, other] = [await to.as("user"), await to.as("admin")];
  const dataSetId = await putBars(to, owner.id, { bars: 2000 });
  const { run } = (await post(owner, { config: CONFIG, dataSetId })).json();
  const client = await Client.open(port, bearer(other.accessToken));
  client.send({ type: "subscribe", topic: `run:${run.id}` });
  await client.message("error", ({ code }) => code === "NOT_FOUND");
  client.send({ type: "subscribe", topic: `data:${dataSetId}` });
  await client.message("error", ({ topic }) => topic === `data:${dataSetId}`);
  const url = `/api/v1/runs/${run.id}`;
  await owner.inject({ method: "PATCH", url, payload: { shared: true } });
  client.send({ type: "subscribe", topic: `run:${run.id}` });
  const { data } = await client.message("snapshot");
  expect(data).toMatchObject({ run: { id: run.id, own: false } });
});

test("a key reads the topics that its scopes allow", async () => {
  const to = await server();
  const port = await listen(to.app);
  const user = await to.as("user");
  const made = await user.inject({
    method: "POST",
    url: "/api/v1/auth/api-keys",
    payload: { name: "follower", scopes: ["runs:read"] },
  });
  const client = await Client.open(port, bearer(made.json().key));
  client.send({ type: "subscribe", topic: "downloads" });
  await client.message("error", ({ topic }) => topic === "downloads");
  client.send({ type: "subscribe", topic: "runs" });
  await client.message("snapshot", ({ topic }) => topic === "runs");
});

test("the end of a log-in closes its sockets, and those of nobody else", async () => {
  const to = await server();
  const port = await listen(to.app);
  const [leaver, stayer, admin] = [await to.as("user"), await to.as("user"), await to.as("admin")];
  const open = () => Client.open(port, bearer(leaver.accessToken));
  const stays = await Client.open(port, bearer(stayer.accessToken));
  const first = await open();
  await leaver.inject({ method: "POST", url: "/api/v1/auth/logout-everywhere" });
  expect(await first.closed).toEqual([4401, "the log-in has ended"]);
  await expect(open()).rejects.toThrow("401");

  const url = `/api/v1/users/${stayer.id}`;
  stays.send({ type: "ping" });
  await stays.message("pong");
  await admin.inject({ method: "PATCH", url, payload: { role: "viewer" } });
  expect((await stays.closed)[0]).toBe(4401);
});

test("a page opens it with the cookie of its log-in and its origin, and with neither alone", async () => {
  const to = await server();
  const port = await listen(to.app);
  const { accessToken } = await to.as("viewer");
  const cookie = `perpmill_session=${accessToken}`;
  const origin = `http://127.0.0.1:${port}`;
  const client = await Client.open(port, { headers: { cookie, origin } });
  await client.message("hello");
  await expect(Client.open(port, { headers: { cookie } })).rejects.toThrow("403");
  await expect(Client.open(port, { headers: { origin } })).rejects.toThrow("401");
});

test("the queue is told as it fills and empties, without whose jobs they are", async () => {
  const to = await server();
  const port = await listen(to.app);
  const [user, viewer] = [await to.as("user"), await to.as("viewer")];
  const dataSetId = await putBars(to, user.id, { bars: 2000 });
  const client = await Client.open(port, bearer(viewer.accessToken));
  client.send({ type: "subscribe", topic: "queue" });
  await client.message("snapshot");
  await post(user, { config: CONFIG, dataSetId });
  const last = await client.message("event", ({ data }) => {
    const { queued, running } = data as { queued: number; running: number };
    return queued === 0 && running === 0;
  });
  expect(Object.keys(last.data as object).sort()).toEqual(["queued", "running"]);
  expect(JSON.stringify(client.messages)).not.toContain(user.id);
});
