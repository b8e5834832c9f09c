import { deleteDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import type { CompiledInTab } from "../compiler/protocol";
import { LocalKeeper } from "./local-keeper";

const NAME = "perpmill-strategies-test";

/** As far as a keeper looks at what is compiled: the hash is of the source. */
async function compile(source: string): Promise<CompiledInTab> {
  const bytes = new TextEncoder().encode(source);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = { en: "", zh: "" };
  const descriptor = { id: `user:${hash}`, version: 1, kernelId: 101, positionMode: "oneWay" };
  return {
    hash,
    wasm: bytes,
    descriptor: { ...descriptor, label: text, help: text, parameters: [] },
  } as CompiledInTab;
}

let keeper: LocalKeeper;
beforeEach(async () => {
  await deleteDB(NAME);
  keeper = new LocalKeeper(compile, NAME);
});

test("a strategy is kept in versions, also for the next page, and brought back", async () => {
  const made = await keeper.create("maker", "one");
  const saved = await keeper.save(made.id, "two");
  expect(saved).toMatchObject({ name: "maker", source: "two", versionCount: 2 });
  const next = new LocalKeeper(compile, NAME);
  expect(await next.list()).toMatchObject([{ id: made.id, hash: saved.hash }]);
  expect(await next.find(made.hash)).toBe(made.id);
  const back = await next.change(made.id, { hash: made.hash, name: "mine" });
  expect(back).toMatchObject({ name: "mine", source: "one", versionCount: 2 });
  expect(await next.version(made.id, saved.hash)).toMatchObject({ source: "two" });
  expect(await next.module(made.id, made.hash)).toEqual(new TextEncoder().encode("one"));
});

test("the same source is the same version, names are taken once, what is removed is gone", async () => {
  const made = await keeper.create("maker", "one");
  expect((await keeper.save(made.id, "one")).versionCount).toBe(1);
  await expect(keeper.create("maker", "two")).rejects.toMatchObject({ code: "CONFLICT" });
  await keeper.remove(made.id);
  expect(await keeper.list()).toEqual([]);
  expect(await keeper.find(made.hash)).toBe(null);
  await expect(keeper.get(made.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
