import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type StoredDataSet } from "./data-store.js";
import { requireUnchanged, verifyDataSet } from "./verify-files.js";

let home: string;
let dataSet: StoredDataSet;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perpmill-verify-"));
  const put = await Promise.all(
    ["a.csv", "b.csv"].map(async (name) => {
      const movedFrom = join(home, name);
      await writeFile(movedFrom, `content of ${name}`);
      const sha256 = createHash("sha256").update(`content of ${name}`).digest("hex");
      return { name, bytes: 16, sha256, source: "test", fromMs: null, toMs: null, movedFrom };
    }),
  );
  const id = { market: "um", symbol: "ETHUSDT", kind: "trades", interval: null } as const;
  dataSet = await openStore(home).change(id, { put });
});
afterEach(() => rm(home, { recursive: true }));

const states = async () => (await verifyDataSet(dataSet)).map(({ state }) => state);

test("files as they were stored are the same", async () => {
  expect(await states()).toEqual(["same", "same"]);
  await requireUnchanged(dataSet);
});

test("a flipped bit, another length and a missing file are seen", async () => {
  const [first, second] = dataSet.paths;
  const bytes = await readFile(first);
  bytes[3] ^= 1;
  await writeFile(first, bytes);
  expect(await states()).toEqual(["changed", "same"]);
  await expect(requireUnchanged(dataSet)).rejects.toMatchObject({
    code: "DATASET_DAMAGED",
    message: expect.stringContaining("SHA-256"),
    where: { file: first },
  });
  await writeFile(first, "longer than it was before");
  await rm(second);
  expect(await states()).toEqual(["changed", "gone"]);
});

test("looking can be stopped", async () => {
  const stopped = verifyDataSet(dataSet, AbortSignal.abort());
  await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
});
