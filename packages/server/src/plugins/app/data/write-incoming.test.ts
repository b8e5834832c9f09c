import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ServerError } from "../../../errors.js";
import { writeIncoming } from "./write-incoming.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "perpmill-incoming-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const control = { signal: new AbortController().signal, count: () => {}, stallMs: 5000 };

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test("a file is written whole, with its size and hash", async () => {
  const written = await writeIncoming(folder, "a.csv", chunks("one,", "two"), control);
  const sha256 = createHash("sha256").update("one,two").digest("hex");
  expect(written).toEqual({ name: "a.csv", bytes: 7, sha256 });
  expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("one,two");
  expect(readdirSync(folder)).toEqual(["a.csv"]);
});

test("nothing is left of a file that breaks off, is too much, or is given up", async () => {
  async function* broken() {
    yield Buffer.from("half");
    throw new Error("broke off");
  }
  await expect(writeIncoming(folder, "a.csv", broken(), control)).rejects.toThrow("broke off");
  const count = () => {
    throw new ServerError("REQUEST_TOO_LARGE");
  };
  const large = writeIncoming(folder, "a.csv", chunks("x"), { ...control, count });
  await expect(large).rejects.toMatchObject({ code: "REQUEST_TOO_LARGE" });
  const controller = new AbortController();
  async function* endless() {
    for (;;) {
      yield Buffer.from("x");
      controller.abort(new ServerError("CONFLICT"));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  const given = writeIncoming(folder, "a.csv", endless(), {
    ...control,
    signal: controller.signal,
  });
  await expect(given).rejects.toMatchObject({ code: "CONFLICT" });
  expect(readdirSync(folder)).toEqual([]);
});

test("a sender that has gone quiet is not waited for", async () => {
  async function* quiet() {
    yield Buffer.from("x");
    await new Promise(() => {});
  }
  const written = writeIncoming(folder, "a.csv", quiet(), { ...control, stallMs: 30 });
  await expect(written).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  expect(readdirSync(folder)).toEqual([]);
});
