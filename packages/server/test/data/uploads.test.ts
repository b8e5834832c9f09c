/** Bringing data in by uploads, those that mean harm among them. */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import {
  gzipBomb,
  klineCsv,
  readyBars,
  settled,
  sha256,
  upload,
  zipOf,
} from "./uploads.fixture.js";

const LIMIT = 3_000_000;
let server: TestApp;
let user: TestUser;

beforeAll(async () => {
  server = await testApp({ uploadLimitBytes: LIMIT });
  user = await server.as("user");
});
afterAll(() => server.close());

const folders = () => {
  const data = join(server.home, "server", "data-sets");
  return existsSync(data) ? readdirSync(data) : [];
};
const count = async () => (await user.inject({ url: "/api/v1/data" })).json().items.length;

describe("an upload", () => {
  test("becomes a data set that knows its rows", async () => {
    const content = klineCsv(2000);
    const answer = await upload(user, [{ name: "ETHUSDT-1m-2020-01.csv", content }]);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      state: "preparing",
      name: "ETHUSDT-1m-2020-01",
      own: true,
      shared: false,
      files: [{ name: "ETHUSDT-1m-2020-01.csv", bytes: content.length, sha256: sha256(content) }],
    });
    const ready = await settled(server, user, answer.json().id);
    expect(ready).toMatchObject({
      state: "ready",
      error: null,
      kind: "last",
      symbol: "ETHUSDT",
      intervalMs: 60_000,
      rows: 2000,
      firstMs: Date.UTC(2020, 0, 1),
      progress: null,
      facts: { rows: 2000, md5: createHash("md5").update(content).digest("hex") },
    });
    expect(ready.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("of the same bytes has the same content, of the same bytes read otherwise has not", async () => {
    const one = await readyBars(server, user, { bars: 300 });
    const same = await readyBars(server, user, { bars: 300, query: "?name=again" });
    const filled = await readyBars(server, user, { bars: 300, query: "?fill=flat" });
    expect(same.contentHash).toBe(one.contentHash);
    expect(filled.contentHash).not.toBe(one.contentHash);
    expect([same.name, filled.readOptions]).toEqual(["again", { fill: "flat" }]);
  });

  test("of several files, packed in any way, is one data set in order of names", async () => {
    const text = klineCsv(400).toString();
    const lines = text.trimEnd().split("\n");
    const [head = "", ...rows] = lines;
    const part = (from: number, to: number) =>
      Buffer.from(`${[head, ...rows.slice(from, to)].join("\n")}\n`);
    const second = part(200, 400);
    const files = [
      { name: "b.zip", content: zipOf("ETHUSDT.csv", second) },
      { name: "a.csv.gz", content: gzipSync(part(0, 200)) },
    ];
    const answer = await upload(user, files, "?symbol=ETHUSDT&market=um");
    const ready = await settled(server, user, answer.json().id);
    expect(ready.error).toBeNull();
    expect(ready).toMatchObject({ rows: 400, symbol: "ETHUSDT", market: "um", name: "a (+1)" });
    expect(ready.files.map(({ name }) => name)).toEqual(["a.csv.gz", "b.zip"]);
    expect(readdirSync(join(server.home, "server", "data-sets", ready.id))).toHaveLength(2);
  });

  test("with a zip that wants to write elsewhere writes nothing elsewhere", async () => {
    const content = zipOf("../../../evil.csv", klineCsv(50));
    const answer = await upload(user, [{ name: "evil.zip", content }]);
    const failed = await settled(server, user, answer.json().id);
    expect([failed.state, failed.error?.code]).toEqual(["failed", "BARS_TRUNCATED"]);
    expect(existsSync(join(server.home, "evil.csv"))).toBe(false);
    expect(readdirSync(join(server.home, "server", "data-sets", failed.id))).toEqual(["evil.zip"]);
  });

  test("that cannot be read says why, and where", async () => {
    const bad = Buffer.from(
      klineCsv(50)
        .toString()
        .replace(/\n1577836920000,[^\n]*/, "\n1577836920000,x,1,1,1,1"),
    );
    const answer = await upload(user, [{ name: "bad.csv", content: bad }]);
    const failed = await settled(server, user, answer.json().id);
    expect(failed).toMatchObject({ state: "failed", contentHash: null, facts: null });
    expect(failed.error).toMatchObject({ code: "BARS_BAD_ROW" });
    expect(JSON.stringify(failed.error)).not.toContain(server.home);
    const columns = await user.inject({ url: `/api/v1/data/${failed.id}/columns` });
    expect([columns.statusCode, columns.json().code]).toEqual([409, "CONFLICT"]);
  });

  test("that unpacks to far more than data would is refused by whoever reads it", async () => {
    const answer = await upload(
      user,
      [{ name: "bomb.csv.gz", content: gzipBomb(80_000_000) }],
      "?onBadRow=skip",
    );
    expect(answer.statusCode).toBe(202);
    const failed = await settled(server, user, answer.json().id);
    expect([failed.state, failed.error?.code]).toEqual(["failed", "ARCHIVE_TOO_LARGE"]);
  });

  test.each([
    ["../../evil.csv"],
    ["..\\\\evil.csv"],
    ["/etc/passwd"],
    ["a/../../evil.csv"],
  ])("named %s stays in its folder", async (name) => {
    const before = folders().length;
    const answer = await upload(user, [{ name, content: Buffer.from("x") }]);
    if (answer.statusCode === 202) {
      const { files, id } = answer.json();
      expect(files[0].name).not.toMatch(/[/\\]/);
      expect(readdirSync(join(server.home, "server", "data-sets", id))).toEqual([files[0].name]);
      await settled(server, user, id);
    } else {
      expect([answer.statusCode, answer.json().code]).toEqual([400, "REQUEST_INVALID"]);
      expect(folders()).toHaveLength(before);
    }
    expect(existsSync(join(server.home, "evil.csv"))).toBe(false);
  });

  test.each([
    ["a hidden name", [{ name: ".env", content: Buffer.from("x") }]],
    [
      "the same name twice",
      ["a.csv", "A.CSV"].map((name) => ({ name, content: Buffer.from("x") })),
    ],
    ["no file", []],
  ])("with %s leaves nothing", async (_name, files) => {
    const before = [folders().length, await count()];
    const answer = await upload(user, files);
    expect([answer.statusCode, answer.json().code]).toEqual([400, "REQUEST_INVALID"]);
    expect([folders().length, await count()]).toEqual(before);
  });

  test("above the limit leaves nothing", async () => {
    const before = [folders().length, await count()];
    const half = Buffer.alloc(LIMIT / 2 + 1, "x");
    const files = ["a.csv", "b.csv"].map((name) => ({ name, content: half }));
    const answer = await upload(user, files);
    expect([answer.statusCode, answer.json().code]).toEqual([413, "REQUEST_TOO_LARGE"]);
    const one = await upload(user, [{ name: "a.csv", content: Buffer.alloc(LIMIT + 1) }]);
    expect(one.statusCode).toBe(413);
    const huge = await upload(user, [{ name: "a.csv", content: Buffer.alloc(LIMIT + 2_000_000) }]);
    expect(huge.statusCode).toBe(413);
    expect([folders().length, await count()]).toEqual(before);
  });

  test("of a body that is no form is refused", async () => {
    const url = "/api/v1/data/upload";
    const json = await user.inject({ method: "POST", url, payload: { a: 1 } });
    expect(json.statusCode).toBe(400);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    for (const payload of ["--x\r\nnonsense", "nothing", "--y--"]) {
      const broken = await user.inject({ method: "POST", url, headers, payload });
      expect([payload, broken.statusCode]).toEqual([payload, 400]);
    }
    const without = { "content-type": "multipart/form-data" };
    const none = await user.inject({ method: "POST", url, headers: without, payload: "x" });
    expect(none.statusCode).toBe(400);
    const unknown = await upload(user, [], "?colour=red");
    expect([unknown.statusCode, unknown.json().field]).toEqual([400, "querystring.colour"]);
  });

  test("can be followed under an id that its sender chose, once", async () => {
    const told: [string, number, boolean][] = [];
    server.app.data.onUpload((id, { done }, ended) => told.push([id, done, ended]));
    const id = randomUUID();
    const file = { name: "ETHUSDT-1m.csv", content: klineCsv(300) };
    const first = await upload(user, [file], `?id=${id}`);
    expect(first.json().id).toBe(id);
    expect(told.at(-1)).toEqual([id, file.content.length, true]);
    const second = await upload(user, [file], `?id=${id}`);
    expect([second.statusCode, second.json().code]).toEqual([409, "CONFLICT"]);
    expect((await settled(server, user, id)).state).toBe("ready");
  });
});
