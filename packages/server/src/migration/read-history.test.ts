import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { readHistory } from "./read-history.js";
import { runOfHistory } from "./run-of-history.js";

const PLACE = { ownerId: "ada", file: "history.db", nowMs: 5 };

function fileWith(statements: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "perpmill-history-")), "history.db");
  const db = new SqliteDatabase(path);
  db.exec(statements);
  db.close();
  return path;
}

test("runs are told by their columns, and numbers that meant something else stay in the note", async () => {
  const path = fileWith(`
    create table users (id integer primary key, name text);
    insert into users values (1, 'ada');
    create table backtest_results (id text primary key, created_at text, symbol text, status text,
      total_return_pct real, max_drawdown real, sharpe_ratio real, total_trades integer, params text);
    insert into backtest_results values ('a', '2025-07-01 10:00:00', 'ETH/USDT', 'completed',
      12.5, 0.25, 9.9, 40, '{"strategy": "dual_maker", "bid_spread": 0.002}');
    insert into backtest_results values ('b', '2025-07-02T10:00:00Z', 'ETHUSDT', 'running', null, null, null, null, null);
  `);
  const { runs, otherTables } = await readHistory(path);
  expect(otherTables).toEqual(["users"]);
  const [first, second] = runs.map((run) => runOfHistory(run, PLACE));
  expect(first).toMatchObject({
    run: {
      state: "done",
      label: "migrated",
      symbol: "ETHUSDT",
      strategy: "dual-maker",
      total_return: 0.125,
      max_drawdown: 0.25,
      created_ms: Date.UTC(2025, 6, 1, 10),
      result_key: null,
    },
  });
  const { run } = first as { run: { note: string } };
  expect(run).not.toHaveProperty("sharpe");
  expect(run).not.toHaveProperty("fills");
  expect(run.note).toContain('"sharpe_ratio":9.9');
  expect(run.note).toContain("sharpe_ratio: annualised returns of minutes");
  expect(second).toEqual({ skipped: "its state is running" });
});

test("results that are kept as JSON are read too", async () => {
  const path = fileWith(`
    create table runs (run_id text, timestamp integer, config text, results text);
    insert into runs values ('x', 1751364000, '{}', '{"final_equity": 1100.5, "total_fees": 3, "curve": [1, 2]}');
  `);
  const [old] = (await readHistory(path)).runs;
  expect(old).toMatchObject({
    figures: { final_equity: 1100.5, fees: 3 },
    rest: { curve: [1, 2] },
  });
  expect(old?.createdMs).toBe(1_751_364_000_000);
});

test("a system that did not stop: what it wrote last is read, and nothing is written beside it", async () => {
  const path = fileWith("create table runs (total_return real, max_drawdown real);");
  const db = new SqliteDatabase(path);
  db.pragma("journal_mode = wal");
  db.exec("insert into runs values (0.5, 0.1)");
  const folder = dirname(path);
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "hex")]);
  expect((await readHistory(path)).runs.map(({ figures }) => figures)).toEqual([
    { total_return: 0.5, max_drawdown: 0.1 },
  ]);
  const after = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "hex")]);
  expect(after).toEqual(before);
  db.close();
});

test.each(["absent", "text"])("a file that is no database is refused: %s", async (kind) => {
  const path = join(mkdtempSync(join(tmpdir(), "perpmill-history-")), "history.db");
  if (kind === "text")
    writeFileSync(path, "no database, but long enough to be looked at".repeat(9));
  await expect(readHistory(path)).rejects.toThrow();
});
