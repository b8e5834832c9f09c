/** What one user's data sets may take: setting `dataLimitPerUserBytes`. */
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { klineCsv, settled, upload } from "./uploads.fixture.js";

const content = klineCsv(200);
const LIMIT = Math.floor(content.length * 2.5);
const file = (name: string) => ({ name, content });
let server: TestApp;
let user: TestUser;

beforeEach(async () => {
  server = await testApp({ dataLimitPerUserBytes: LIMIT });
  onTestFinished(server.close);
  user = await server.as("user");
});

async function ready(of: TestUser, name: string): Promise<string> {
  const answer = await upload(of, [file(name)]);
  expect(answer.statusCode).toBe(202);
  const { id, state } = await settled(server, of, answer.json().id);
  expect(state).toBe("ready");
  return id;
}

const refused = [507, "QUOTA_EXCEEDED"];

test("more is refused with the number, others are not touched, and room comes back", async () => {
  const first = await ready(user, "a.csv");
  await ready(user, "b.csv");
  const answer = await upload(user, [file("c.csv")]);
  expect([answer.statusCode, answer.json().code]).toEqual(refused);
  expect(answer.json().message).toContain(String(LIMIT));
  expect(readdirSync(join(server.home, "server", "data-sets"))).toHaveLength(2);
  await ready(await server.as("user"), "c.csv");
  await user.inject({ method: "DELETE", url: `/api/v1/data/${first}` });
  await ready(user, "c.csv");
});

test("uploads at the same time do not get past it together", async () => {
  const answers = await Promise.all(
    ["a.csv", "b.csv", "c.csv"].map((name) => upload(user, [file(name)])),
  );
  const codes = answers.map(({ statusCode }) => statusCode).sort();
  expect(codes).toEqual([202, 202, 507]);
});

test("of uploads under one id at the same time one comes, whole", async () => {
  const id = randomUUID();
  const query = `?id=${id}`;
  const answers = await Promise.all([1, 2, 3].map(() => upload(user, [file("a.csv")], query)));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409]);
  expect((await settled(server, user, id)).state).toBe("ready");
});

test("made-up markets count, and a download begins only while there is room", async () => {
  const sample = await user.inject({
    method: "POST",
    url: "/api/v1/data/sample",
    payload: { bars: 5000 },
  });
  expect([sample.statusCode, sample.json().code]).toEqual(refused);
  const full = klineCsv(505).subarray(0, LIMIT);
  const brought = await upload(user, [{ name: "full.csv", content: full }]);
  expect(brought.statusCode).toBe(202);
  const download = await user.inject({
    method: "POST",
    url: "/api/v1/data/downloads",
    payload: { symbol: "ETHUSDT", fromMs: 0 },
  });
  expect([download.statusCode, download.json().code]).toEqual(refused);
});
