/** Uploads that end badly: broken off, removed meanwhile, too large to stop in time, on a full disk. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { formOf, klineCsv, settled, upload } from "./uploads.fixture.js";

const LIMIT = 3_000_000;
let server: TestApp;
let user: TestUser;
let address = "";

beforeAll(async () => {
  server = await testApp({ uploadLimitBytes: LIMIT });
  user = await server.as("user");
  address = await server.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(() => server.close());

/** Folders of data sets, and data sets that are listed. */
async function left(): Promise<readonly [number, number]> {
  const data = join(server.home, "server", "data-sets");
  const { items } = (await user.inject({ url: "/api/v1/data" })).json();
  return [existsSync(data) ? readdirSync(data).length : 0, items.length];
}

interface Sent {
  readonly write: (bytes: Uint8Array) => void;
  readonly destroy: () => void;
  /** status; null when the connection broke */
  readonly answered: Promise<number | null>;
}

function start(id: string, headers: Record<string, string | number>): Sent {
  const authorization = `Bearer ${user.accessToken}`;
  const sent = httpRequest(`${address}/api/v1/data/upload?id=${id}`, {
    method: "POST",
    headers: { ...headers, authorization },
  });
  const answered = new Promise<number | null>((resolve) => {
    sent.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    sent.on("error", () => resolve(null));
  });
  return { write: (bytes) => sent.write(bytes), destroy: () => sent.destroy(), answered };
}

async function uploading(id: string): Promise<void> {
  const under = async () => {
    const one = (await user.inject({ url: `/api/v1/data/${id}` })).json();
    return one.progress?.phase === "uploading" && one.progress.done > 0;
  };
  await expect.poll(under, { timeout: 20_000 }).toBe(true);
}

const { payload, headers: form } = formOf([{ name: "a.csv", content: Buffer.alloc(100_000) }]);
const body = payload as Buffer;
const headers = { ...form, "content-length": body.length };

test("one that breaks off leaves nothing", async () => {
  const before = await left();
  const id = randomUUID();
  const sent = start(id, headers);
  sent.write(body.subarray(0, 50_000));
  await uploading(id);
  sent.destroy();
  await expect.poll(left, { timeout: 20_000 }).toEqual(before);
});

test("one whose data set is removed meanwhile is ended, and leaves nothing", async () => {
  const before = await left();
  const id = randomUUID();
  const sent = start(id, headers);
  sent.write(body.subarray(0, 50_000));
  await uploading(id);
  const gone = await user.inject({ method: "DELETE", url: `/api/v1/data/${id}` });
  expect(gone.statusCode).toBe(204);
  expect(await sent.answered).toBe(409);
  sent.destroy();
  await expect.poll(left, { timeout: 20_000 }).toEqual(before);
});

test("one that does not say its length is stopped at the limit", async () => {
  const before = await left();
  const sent = start(randomUUID(), form);
  sent.write(body.subarray(0, 50_000));
  const piece = Buffer.alloc(100_000);
  let status: number | null | undefined;
  sent.answered.then((answer) => {
    status = answer;
  });
  for (let i = 0; i < 300 && status === undefined; i += 1) {
    sent.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // What still comes is taken in for a while, so that the answer is seen.
  expect(await sent.answered).toBe(413);
  sent.destroy();
  await expect.poll(left, { timeout: 20_000 }).toEqual(before);
});

test("one that says that it is too large is told so while it sends", async () => {
  const before = await left();
  const long = { ...form, "content-length": 30_000_000 };
  for (let round = 0; round < 5; round += 1) {
    const sent = start(randomUUID(), long);
    for (let i = 0; i < 290; i += 1) sent.write(Buffer.alloc(100_000));
    expect(await sent.answered).toBe(413);
    sent.destroy();
  }
  expect(await left()).toEqual(before);
});

test("no more than three of one user come in at a time", async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const all = ids.map((id) => start(id, headers));
  for (const sent of all) sent.write(body.subarray(0, 50_000));
  for (const id of ids) await uploading(id);
  const file = { name: "ETHUSDT.csv", content: klineCsv(20) };
  const refused = await upload(user, [file]);
  expect([refused.statusCode, refused.json().code]).toEqual([429, "RATE_LIMITED"]);
  expect(refused.headers["retry-after"]).toBe("5");
  const other = await server.as("user");
  const answer = await upload(other, [file]);
  expect((await settled(server, other, answer.json().id)).state).toBe("ready");
  for (const sent of all) sent.destroy();
});

test("one that fills the disk is refused in words, and leaves nothing", async (context) => {
  const home = mkdtempSync(join(tmpdir(), "perpmill-full-"));
  const sets = join(home, "server", "data-sets");
  mkdirSync(sets, { recursive: true });
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", sets]).status !== 0) {
    context.skip("a small tmpfs cannot be mounted here");
  }
  onTestFinished(() => void spawnSync("umount", ["--lazy", sets]));
  const full = await testApp({ home });
  onTestFinished(full.close);
  const one = await full.as("user");
  const answer = await upload(one, [{ name: "a.csv", content: Buffer.alloc(2_000_000) }]);
  expect([answer.statusCode, answer.json().code]).toEqual([507, "STORAGE_FULL"]);
  expect(readdirSync(sets)).toEqual([]);
  expect((await one.inject({ url: "/api/v1/data" })).json().items).toEqual([]);
  const small = await upload(one, [{ name: "ETHUSDT.csv", content: klineCsv(500) }]);
  expect((await settled(full, one, small.json().id)).state).toBe("ready");
});
