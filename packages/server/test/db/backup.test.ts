import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Kysely } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBackup } from "../../src/db/backup.js";
import { backupLine } from "../../src/db/backup-lines.js";
import { connectDatabase, type DatabaseOptions, openDatabase } from "../../src/db/database.js";
import type { DatabaseDialect } from "../../src/db/dialect.js";
import { migrateTo } from "../../src/db/migrate.js";
import { restoreBackup } from "../../src/db/restore.js";
import type { Database } from "../../src/db/schema.js";
import { TABLES } from "../../src/db/tables.js";
import { type HomePaths, homePaths } from "../../src/home-paths.js";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { type EmptyDatabase, emptyDatabase, testDialects } from "../databases.fixture.js";
import { chunkRow, insertUsers, jobRow, resultRow, runRow, T0_MS } from "./rows.fixture.js";

interface Place {
  readonly paths: HomePaths;
  readonly options: DatabaseOptions;
}

const PAIRS = testDialects().flatMap((from) => {
  return testDialects().map((to) => [from, to] as const);
});

/** Bytes that cannot be made smaller: a changed bit of their gzip changes them. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

/** All rows of all tables, bytes as plain arrays. */
async function rowsOf(db: Kysely<Database>): Promise<unknown> {
  const tables: Record<string, unknown> = {};
  for (const { name, key } of TABLES) {
    let query = db.selectFrom(name).selectAll();
    for (const column of key) query = query.orderBy(db.dynamic.ref(column));
    const rows = await query.execute();
    tables[name] = rows.map((row) => {
      const bytes = "bytes" in row && typeof row.bytes !== "number" ? [...row.bytes] : undefined;
      return { ...row, bytes: bytes ?? ("bytes" in row ? row.bytes : null) };
    });
  }
  return tables;
}

describe.each(PAIRS)("a backup of %s restored to %s", (from, to) => {
  const created: EmptyDatabase[] = [];
  let folder: string;
  let out: string;
  let source: Place;
  let target: Place;
  let db: Kysely<Database>;

  async function place(dialect: DatabaseDialect, name: string): Promise<Place> {
    const empty = await emptyDatabase(dialect);
    created.push(empty);
    const paths = homePaths(join(folder, name));
    mkdirSync(paths.server, { recursive: true });
    const onConnectionError = (error: Error) => console.error(error);
    return { paths, options: { url: empty.url, file: paths.database, onConnectionError } };
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-backup-"));
    out = join(folder, "backup");
    source = await place(from, "source");
    target = await place(to, "target");
    ({ db } = await openDatabase(source.options));
    await insertUsers(db, "ann", "bob");
    await db.insertInto("jobs").values(jobRow("j1", "ann")).execute();
    await db.insertInto("results").values(resultRow("k")).execute();
    const chunks = Array.from({ length: 20 }, (_, position) => chunkRow("k", "trades", position));
    await db.insertInto("result_chunks").values(chunks).execute();
    const figures = { profit_factor: Number.POSITIVE_INFINITY, sharpe: 0.1 + 0.2, cagr: 5e-324 };
    const runs = new RunsRepository(db);
    await runs.insert(runRow("r1", "ann", { ...figures, result_key: "k", label: '做市\n"' }));
    // More than one page.
    await db.transaction().execute(async (trx) => {
      for (let index = 0; index < 600; index += 1)
        await runs.insert(runRow(`s${index}`, "bob"), trx);
    });
    writeBelow(source.paths, "data-sets/d1/bars 一.zip", noise(800_001));
    writeBelow(source.paths, "data-sets/d1/empty.csv", Buffer.alloc(0));
    writeBelow(source.paths, "stores/ann/raw/a.zip", Buffer.from("a"));
    writeBelow(source.paths, "secrets/key", Buffer.from("secret"));
  });

  afterEach(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
    for (const empty of created.splice(0)) await empty.drop();
  });

  function writeBelow(paths: HomePaths, path: string, bytes: Uint8Array): void {
    mkdirSync(dirname(join(paths.server, path)), { recursive: true });
    writeFileSync(join(paths.server, path), bytes);
  }

  function backup() {
    const { options, paths } = source;
    return createBackup({ database: options, paths, out, nowMs: T0_MS });
  }

  function restore(replace = false) {
    const { options, paths } = target;
    return restoreBackup({ database: options, paths, from: out, replace });
  }

  async function restored(): Promise<unknown> {
    const opened = await openDatabase(target.options);
    try {
      return await rowsOf(opened.db);
    } finally {
      await opened.db.destroy();
    }
  }

  test("has every row and every file, bit by bit, and no secret", async () => {
    const { rows, files } = await backup();
    expect(rows).toMatchObject({ users: 2, result_chunks: 20, runs: 601 });
    expect(files).toBe(3);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(await restore()).toMatchObject({ files: 3, createdMs: T0_MS });
    expect(await restored()).toEqual(await rowsOf(db));
    for (const path of [
      "data-sets/d1/bars 一.zip",
      "data-sets/d1/empty.csv",
      "stores/ann/raw/a.zip",
    ]) {
      const bytes = readFileSync(join(target.paths.server, path));
      expect(bytes.equals(readFileSync(join(source.paths.server, path)))).toBe(true);
    }
    expect(existsSync(target.paths.secrets)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["backup", "source", "target"]);
    expect(readdirSync(target.paths.server).filter((name) => name.startsWith("rest"))).toEqual([]);
  });

  test("is of one moment, while others write", async () => {
    const runs = new RunsRepository(db);
    let isWriting = true;
    let written = 0;
    const writing = (async () => {
      for (; isWriting; written += 1) {
        await db.transaction().execute(async (trx) => {
          await runs.insert(runRow(`a${written}`, "ann"), trx);
          await runs.insert(runRow(`z${written}`, "ann"), trx);
        });
        // SQLite answers without leaving the event loop to anybody.
        await setImmediate();
      }
    })();
    await backup();
    isWriting = false;
    await writing;
    expect(written).toBeGreaterThan(0);
    await restore();
    const opened = await openDatabase(target.options);
    const rows = await opened.db.selectFrom("runs").select("id").execute();
    await opened.db.destroy();
    const firsts = rows.filter(({ id }) => id.startsWith("a")).length;
    expect(rows.filter(({ id }) => id.startsWith("z")).length).toBe(firsts);
  });

  test("does not take the place of a file, or of users", async () => {
    await backup();
    await expect(backup()).rejects.toMatchObject({ code: "CONFLICT" });
    await restore();
    await expect(restore()).rejects.toMatchObject({ code: "CONFLICT" });
    if (to === "postgres") await expect(restore(true)).rejects.toMatchObject({ code: "CONFLICT" });
    else await restore(true);
    expect(await restored()).toEqual(await rowsOf(db));
  });

  test("of what is not there says so", async () => {
    const { options, paths } = target;
    const asked = createBackup({ database: options, paths, out, nowMs: T0_MS });
    await expect(asked).rejects.toMatchObject({ code: "DATABASE_UNUSABLE" });
    expect(existsSync(out)).toBe(false);
  });

  test("of an older server is brought to this version", async () => {
    const rows = await rowsOf(db);
    await migrateTo(db, from, "0005-runs");
    await backup();
    expect(await restore()).toMatchObject({ schema: "0005-runs" });
    expect(await restored()).toEqual(rows);
  });

  test("that is damaged, cut short or foreign changes nothing", async () => {
    await backup();
    const whole = readFileSync(out);
    const text = gunzipSync(whole).toString("utf8");
    const lines = text.split("\n");
    const hostile = {
      kind: "file",
      path: "data-sets/../../evil",
      bytes: new Uint8Array(),
    } as const;
    const versions: Record<string, Uint8Array> = {
      "cut short": whole.subarray(0, whole.length >> 1),
      "one bit changed": whole.map((byte, index) =>
        index === whole.length >> 1 ? byte ^ 4 : byte,
      ),
      "no gzip": Buffer.from("hello"),
      empty: Buffer.alloc(0),
      "without its end": gzipSync(`${lines.slice(0, -2).join("\n")}\n`),
      "a line left out": gzipSync([...lines.slice(0, 3), ...lines.slice(4)].join("\n")),
      "another text": gzipSync(text.replace("ETHUSDT", "ETHUSDC")),
      "a path that leads out": gzipSync(`${lines[0]}\n${backupLine(hostile)}${lines.at(-2)}\n`),
    };
    for (const [name, bytes] of Object.entries(versions)) {
      writeFileSync(out, bytes);
      await expect(restore(), name).rejects.toMatchObject({ code: "BACKUP_INVALID" });
    }
    expect(existsSync(join(folder, "evil"))).toBe(false);
    expect(existsSync(target.paths.dataSets)).toBe(false);
    const { db: untouched } = connectDatabase(target.options);
    await expect(untouched.selectFrom("users").selectAll().execute()).rejects.toThrow();
    await untouched.destroy();
  });
});
