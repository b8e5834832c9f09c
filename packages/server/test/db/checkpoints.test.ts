import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { startCheckpoints } from "../../src/db/checkpoints.js";
import { openDatabase } from "../../src/db/database.js";
import { resultRow } from "./rows.fixture.js";

test("the log of SQLite is emptied beside the server, again and again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-checkpoints-"));
  const file = join(folder, "perpmill.sqlite");
  const onConnectionError = (error: Error) => console.error(error);
  const { db } = await openDatabase({ url: null, file, onConnectionError });
  const errors: Error[] = [];
  const checkpoints = await startCheckpoints(db, { file, everyMs: 10 }, (error) =>
    errors.push(error),
  );
  try {
    for (let index = 0; index < 20; index += 1) {
      const before = statSync(file).size;
      const row = resultRow(`k${index}`, { series: "x".repeat(2_000_000) });
      await db.insertInto("results").values(row).execute();
      // The file grows in a checkpoint only.
      await expect.poll(() => statSync(file).size, { timeout: 20_000 }).toBeGreaterThan(before);
      await setTimeout(30);
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan(20_000_000);
    expect(errors).toEqual([]);
  } finally {
    await checkpoints.stop();
    await checkpoints.stop();
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a thread that cannot open the database says so, and the database goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-checkpoints-"));
  const file = join(folder, "perpmill.sqlite");
  const onConnectionError = (error: Error) => console.error(error);
  const { db } = await openDatabase({ url: null, file, onConnectionError });
  const errors: Error[] = [];
  const elsewhere = { file: join(folder, "none", "none.sqlite"), everyMs: 10 };
  const checkpoints = await startCheckpoints(db, elsewhere, (error) => errors.push(error));
  try {
    await expect.poll(() => errors.length, { timeout: 20_000 }).toBe(1);
    await db.insertInto("results").values(resultRow("k")).execute();
    expect(await db.selectFrom("results").select("key").execute()).toHaveLength(1);
  } finally {
    await checkpoints.stop();
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
});
