/** A server that starts on what another has left behind. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testApp } from "../harness.fixture.js";
import { dataSetRow } from "./data-rows.fixture.js";
import { readyBars } from "./uploads.fixture.js";

test("uploads that were cut off are failed, folders of nobody go, the others stay", async () => {
  const home = mkdtempSync(join(tmpdir(), "perpmill-clean-up-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const sets = join(home, "server", "data-sets");
  const before = await testApp({ home });
  const user = await before.as("user");
  const kept = await readyBars(before, user, { bars: 100 });
  const { db } = before.app;
  const cutOff = { state: "preparing", facts: null, content_hash: null } as const;
  await db
    .insertInto("data_sets")
    .values(dataSetRow("cut-off", user.id, cutOff))
    .execute();
  const version = { folder: "server/data-sets/versions/new" };
  await db
    .insertInto("data_sets")
    .values(dataSetRow("versions", user.id, version))
    .execute();
  for (const folder of ["cut-off", "nobody", "versions/old", "versions/new"]) {
    mkdirSync(join(sets, folder), { recursive: true });
    writeFileSync(join(sets, folder, "a.csv"), "x");
  }
  mkdirSync(join(home, "server", "tmp", "columns"), { recursive: true });
  writeFileSync(join(home, "server", "tmp", "columns", "old.bin"), "x");
  await before.close();

  const after = await testApp({ home });
  onTestFinished(after.close);
  expect(readdirSync(sets).sort()).toEqual([kept.id, "versions"].sort());
  expect(readdirSync(join(sets, "versions"))).toEqual(["new"]);
  expect(existsSync(join(home, "server", "tmp", "columns", "old.bin"))).toBe(false);
  const rows = await after.app.db
    .selectFrom("data_sets")
    .select(["id", "state", "error"])
    .execute();
  const failed = rows.find(({ id }) => id === "cut-off");
  expect(failed?.state).toBe("failed");
  expect(JSON.parse(failed?.error ?? "{}")).toMatchObject({ code: "CONFLICT" });
  expect(rows.find(({ id }) => id === kept.id)?.state).toBe("ready");
});
