import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import SqliteDatabase from "better-sqlite3";
import { beforeAll, expect, test } from "vitest";
import { newHome, runCommand, serve } from "./command.fixture.js";

/** The bars of the engine's tests as the older system kept them. */
const OLD_DATA = fileURLToPath(new URL("../../../engine/test/data-files/python/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "perpmill-old-"));

beforeAll(() => {
  for (const name of ["data", "cache", "app/__pycache__"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  cpSync(join(OLD_DATA, "kline-data.h5"), join(folder, "data/ETHUSDT_1m.h5"));
  const md5 = "0123456789abcdef0123456789abcdef";
  cpSync(join(OLD_DATA, "bars-4.pkl"), join(folder, `cache/preprocessed_data_${md5}.pkl`));
  cpSync(join(OLD_DATA, "refused-call.pkl"), join(folder, "cache/model.pkl"));
  writeFileSync(join(folder, "app/__pycache__/config.cpython.py"), "LEVERAGE = 9\n");
  writeFileSync(join(folder, "app/main.py"), "print('served')\n");
  writeFileSync(
    join(folder, "app/config.py"),
    [
      'SYMBOL = "ETHUSDT"',
      "INITIAL_BALANCE = 10000",
      "LEVERAGE = 5",
      'STRATEGY = "dual_maker"',
      "BID_SPREAD = 0.002",
      "ASK_SPREAD = 0.002",
      "ORDER_RATIO = 0.02",
      'LOG_LEVEL = "info"',
      'DATA_DIR = os.environ["DATA_DIR"]',
    ].join("\n"),
  );
  const history = new SqliteDatabase(join(folder, "history.db"));
  history.exec(`
    create table backtest_history (id integer primary key, created_at text, symbol text, strategy text,
      status text, total_return real, max_drawdown real, sharpe_ratio real, parameters text);
    insert into backtest_history values
      (1, '2025-07-01 10:00:00', 'ETHUSDT', 'dual_maker', 'completed', 0.125, 0.2, 9.9, '{"leverage": 5}'),
      (2, '2025-07-02 10:00:00', 'ETHUSDT', 'dual_maker', 'completed', -0.5, 0.6, -3, '{"leverage": 20}'),
      (3, '2025-07-03 10:00:00', 'ETHUSDT', 'dual_maker', 'running', null, null, null, null);
  `);
  history.close();
});

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly outcome: string;
    readonly detail: string;
    readonly unmapped?: readonly { readonly name: string }[];
  }[];
  readonly otherFiles: number;
}

const outcomes = ({ files }: Report) =>
  Object.fromEntries(files.map(({ file, outcome }) => [file, outcome]));

async function json(url: string): Promise<Record<string, unknown> & { items: never[] }> {
  return (await (await fetch(url)).json()) as Record<string, unknown> & { items: never[] };
}

test("a rehearsal says what would be brought and writes nothing", async () => {
  const home = newHome();
  const run = await runCommand(["migrate", folder, "--dry-run", "--json"], { home });
  expect([run.exitCode, run.stderr]).toEqual([0, ""]);
  const report: Report = JSON.parse(run.stdout);
  expect(outcomes(report)).toEqual({
    "app/config.py": "taken",
    "cache/model.pkl": "skipped",
    "cache/preprocessed_data_0123456789abcdef0123456789abcdef.pkl": "taken",
    "data/ETHUSDT_1m.h5": "taken",
    "history.db": "taken",
  });
  expect(report.otherFiles).toBe(1);
  expect(existsSync(join(home, "server"))).toBe(false);
});

test("an installation comes over once, and is there in the server", async () => {
  const home = newHome();
  const nobody = await runCommand(["migrate", folder], { home });
  expect([nobody.exitCode, nobody.stderr]).toEqual([2, expect.stringContaining("make an account")]);
  await runCommand(["user", "add", "ada", "--role", "admin"], { home, stdin: "a good password" });
  const first = await runCommand(["migrate", folder, "--json"], { home });
  expect([first.exitCode, first.stderr]).toEqual([0, ""]);
  const report: Report = JSON.parse(first.stdout);
  expect(Object.values(outcomes(report)).sort()).toEqual([
    "skipped",
    "taken",
    "taken",
    "taken",
    "taken",
  ]);
  const parameters = report.files.find(({ file }) => file === "app/config.py");
  expect(parameters?.unmapped?.map(({ name }) => name)).toEqual(["LOG_LEVEL", "DATA_DIR"]);
  const config = JSON.parse(readFileSync(join(home, "migrated/app-config.json"), "utf8"));
  expect(config.strategy).toEqual({
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
  });

  const again = await runCommand(["migrate", folder], { home });
  expect(again.stdout).toContain("0 taken, 4 there already, 1 skipped; 1 other files left alone.");
  expect(again.stdout).toContain("not taken: LOG_LEVEL (nothing here is called so)");

  const server = await serve(["--single-user"], { home });
  try {
    // what an administrator owns is not the local user's, so it is read from the database
    const running = await runCommand(["migrate", folder], { home });
    expect([running.exitCode, running.stderr]).toEqual([2, expect.stringContaining("Stop it")]);
  } finally {
    await server.stop();
  }
  const db = new SqliteDatabase(join(home, "server/perpmill.sqlite"), { readonly: true });
  const sets = db.prepare("select name, state, origin, rows from data_sets order by name").all();
  expect(sets).toEqual([
    { name: "ETHUSDT_1m", state: "ready", origin: "migration", rows: 200 },
    {
      name: "preprocessed_data_0123456789abcdef0123456789abcdef",
      state: "ready",
      origin: "migration",
      rows: 200,
    },
  ]);
  const runs = db
    .prepare(
      "select label, state, total_return, max_drawdown, sharpe, fills from runs order by created_ms",
    )
    .all();
  expect(runs).toEqual([
    {
      label: "migrated",
      state: "done",
      total_return: 0.125,
      max_drawdown: 0.2,
      sharpe: null,
      fills: null,
    },
    {
      label: "migrated",
      state: "done",
      total_return: -0.5,
      max_drawdown: 0.6,
      sharpe: null,
      fills: null,
    },
  ]);
  db.close();
});

test("what was brought is listed, and what it lacks is told as such", async () => {
  const home = newHome();
  const before = await serve(["--single-user"], { home });
  await before.stop();
  await runCommand(["migrate", folder], { home });
  const server = await serve(["--single-user"], { home });
  try {
    const api = `${server.url}/api/v1`;
    expect((await json(`${api}/data`)).items).toHaveLength(2);
    const { items } = await json(`${api}/runs?label=migrated&sort=totalReturn`);
    const [best] = items as { id: string; summary: { totalReturn: number } }[];
    expect(best?.summary.totalReturn).toBe(0.125);
    for (const part of ["metrics", "equity", "trades", "report.json", "envelope", "klines"]) {
      const { status } = await fetch(`${api}/runs/${best?.id}/${part}`);
      expect([part, status < 500]).toEqual([part, true]);
    }
    const rerun = await fetch(`${api}/runs/${best?.id}/rerun`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(rerun.status).toBeGreaterThanOrEqual(400);
    expect(rerun.status).toBeLessThan(500);
  } finally {
    await server.stop();
  }
});

test("a folder that is not there is one clear error", async () => {
  const run = await runCommand(["migrate", "absent"], { home: newHome() });
  expect([run.exitCode, run.stderr]).toEqual([2, expect.stringMatching(/absent is no folder\n$/)]);
});
