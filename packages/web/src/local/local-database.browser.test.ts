import type { ResultJson } from "@perpmill/engine";
import { expect, onTestFinished, test } from "vitest";
import { KEPT_MAX, LocalDatabase } from "./local-database";
import type { LocalResult } from "./local-result";

let made = 0;

function database(): LocalDatabase {
  const name = `test-${++made}`;
  onTestFinished(() => void indexedDB.deleteDatabase(name));
  return new LocalDatabase(name);
}

function record(id: string, savedMs: number, change: Partial<LocalResult> = {}): LocalResult {
  const data = { source: "a.csv" } as LocalResult["data"];
  const summary = { totalReturn: 0.1 } as LocalResult["summary"];
  const facts = { label: "", note: "", starred: false, strategy: "dual-maker", symbol: null };
  return { id, savedMs, ...facts, data, summary, ...change };
}

const DOCUMENT = { resultHash: "0f", totalReturn: 0.1 } as ResultJson;

test("a result that is kept is listed and opened, and gone when it is deleted", async () => {
  const kept = database();
  await kept.keep(record("a", 1), DOCUMENT);
  await kept.keep(record("b", 2), DOCUMENT);
  expect((await kept.list()).map(({ id }) => id)).toEqual(["b", "a"]);
  expect(await kept.document("a")).toEqual(DOCUMENT);
  await kept.remove(["a"]);
  expect((await kept.list()).map(({ id }) => id)).toEqual(["b"]);
  expect(await kept.document("a")).toBeNull();
});

test("what was written to a result stays when it comes out again", async () => {
  const kept = database();
  await kept.keep(record("a", 1), DOCUMENT);
  await kept.change("a", { label: "wide", note: "too wide?", starred: true });
  await kept.keep(record("a", 5), DOCUMENT);
  expect(await kept.list()).toEqual([
    record("a", 5, { label: "wide", note: "too wide?", starred: true }),
  ]);
});

test("the oldest make way, but those with a star stay", async () => {
  const kept = database();
  await kept.keep(record("starred", 0, { starred: true }), DOCUMENT);
  for (let at = 1; at <= KEPT_MAX + 3; at++) await kept.keep(record(`r${at}`, at), DOCUMENT);
  const ids = (await kept.list()).map(({ id }) => id);
  expect(ids).toHaveLength(KEPT_MAX + 1);
  expect(ids.at(-1)).toBe("starred");
  expect(ids).not.toContain("r3");
  expect(ids).toContain("r4");
  expect(await kept.document("r3")).toBeNull();
});

test("a change of what is not there changes nothing", async () => {
  const kept = database();
  await kept.change("nothing", { starred: true });
  expect(await kept.list()).toEqual([]);
});
