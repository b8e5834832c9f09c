import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byteRange, sendFile } from "./send-file.js";

describe("byteRange", () => {
  it("reads first and last, open ends and last bytes", () => {
    expect(byteRange("bytes=0-9", 100)).toEqual({ first: 0, last: 9 });
    expect(byteRange("bytes=90-", 100)).toEqual({ first: 90, last: 99 });
    expect(byteRange("bytes=-10", 100)).toEqual({ first: 90, last: 99 });
    expect(byteRange("bytes=-1000", 100)).toEqual({ first: 0, last: 99 });
    expect(byteRange("bytes=50-1000", 100)).toEqual({ first: 50, last: 99 });
  });

  it("tells what lies outside from what is to be ignored", () => {
    expect(byteRange("bytes=100-", 100)).toBe("outside");
    expect(byteRange("bytes=-0", 100)).toBe("outside");
    expect(byteRange("bytes=0-", 0)).toBe("outside");
    for (const header of [undefined, "bytes=-", "rows=0-1", "bytes=5-2", "bytes=0-1,3-4", "x"]) {
      expect(byteRange(header, 100)).toBeNull();
    }
  });
});

describe("sendFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-send-"));
  const path = join(folder, "file.csv");
  const app = Fastify();
  app.get("/file", async (request, reply) => {
    const sent = { type: "text/csv", etag: "abc", name: "trades.csv" };
    return sendFile(request, reply, { file: await open(path), ...sent });
  });
  const get = (headers: Record<string, string> = {}) => app.inject({ url: "/file", headers });

  beforeAll(() => writeFileSync(path, "0123456789"));
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it("sends the whole with its tag and name", async () => {
    const { statusCode, body, headers } = await get();
    expect([statusCode, body]).toEqual([200, "0123456789"]);
    expect(headers).toMatchObject({
      etag: '"abc"',
      "accept-ranges": "bytes",
      "content-length": "10",
      "content-disposition": 'attachment; filename="trades.csv"',
    });
  });

  it("sends the part asked for, unless it has changed since", async () => {
    const part = await get({ range: "bytes=2-4" });
    expect([part.statusCode, part.body, part.headers["content-range"]]).toEqual([
      206,
      "234",
      "bytes 2-4/10",
    ]);
    expect((await get({ range: "bytes=2-4", "if-range": '"abc"' })).statusCode).toBe(206);
    expect((await get({ range: "bytes=2-4", "if-range": '"old"' })).body).toBe("0123456789");
  });

  it("answers 304 to who has it, and 416 to ranges behind its end", async () => {
    const known = await get({ "if-none-match": '"old", W/"abc"' });
    expect([known.statusCode, known.body]).toEqual([304, ""]);
    expect((await get({ "if-none-match": "*" })).statusCode).toBe(304);
    expect((await get({ "if-none-match": '"old"' })).statusCode).toBe(200);
    const behind = await get({ range: "bytes=10-" });
    expect([behind.statusCode, behind.headers["content-range"]]).toEqual([416, "bytes */10"]);
  });

  it("sends an empty file", async () => {
    writeFileSync(path, "");
    const { statusCode, body } = await get();
    expect([statusCode, body]).toEqual([200, ""]);
  });
});
