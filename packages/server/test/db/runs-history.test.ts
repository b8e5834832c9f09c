import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { RunsTable } from "../../src/db/schema.js";
import { JOB_STATES } from "../../src/plugins/app/jobs/job-states.js";
import {
  RUN_COUNTS,
  RUN_METRICS,
  type RunFilter,
  type RunQuery,
} from "../../src/plugins/app/runs/runs-history.js";
import { type NewRun, RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { insertUsers, runRow, T0_MS } from "./rows.fixture.js";

const ALL: RunFilter = {
  ownerId: "ann",
  scope: "own",
  states: null,
  symbol: null,
  strategy: null,
  label: null,
  text: null,
  starred: null,
  createdFromMs: null,
  createdToMs: null,
};

const LABELS = ["", "Base", "base 2", "100%", "a_b", "a\\b", "axb", "做市", "'; --"];

/** Few values, so that many rows tie. */
const value = fc.constantFrom(null, -1.5, 0, 0.25, 3, Number.POSITIVE_INFINITY);
const count = fc.constantFrom(null, 0, 1, 5);

const row: fc.Arbitrary<Partial<NewRun>> = fc.record({
  owner_id: fc.constantFrom("ann", "bob", "cid"),
  state: fc.constantFrom(...JOB_STATES),
  shared: fc.constantFrom(0, 1),
  starred: fc.constantFrom(0, 1),
  label: fc.constantFrom(...LABELS),
  note: fc.constantFrom("", "", "Wide base", "备注 100%"),
  symbol: fc.constantFrom(null, "ETHUSDT", "BTCUSDT"),
  strategy: fc.constantFrom("pure-maker", "dual-maker"),
  created_ms: fc.integer({ min: T0_MS, max: T0_MS + 9 }),
  started_ms: count,
  finished_ms: count,
  fills: count,
  liquidated: fc.constantFrom(null, 0, 1),
  ...Object.fromEntries(RUN_METRICS.map((name) => [name, value])),
});

function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { nil: null, freq: 2 });
}

const query: fc.Arbitrary<RunQuery> = fc.record({
  ownerId: fc.constantFrom("ann", "bob"),
  scope: fc.constantFrom("own", "shared", "visible"),
  states: orNull(fc.uniqueArray(fc.constantFrom(...JOB_STATES), { minLength: 1 })),
  symbol: orNull(fc.constantFrom("ETHUSDT", "BTCUSDT", "' or 1=1 --")),
  strategy: orNull(fc.constantFrom("pure-maker", "dual-maker")),
  label: orNull(fc.constantFrom(...LABELS, "BASE", "%", "_", "\\", "市", "' or '1'='1")),
  text: orNull(fc.constantFrom(...LABELS, "BASE", "wide", "备注", "_")),
  starred: orNull(fc.boolean()),
  createdFromMs: orNull(fc.integer({ min: T0_MS, max: T0_MS + 9 })),
  createdToMs: orNull(fc.integer({ min: T0_MS, max: T0_MS + 9 })),
  sort: fc.constantFrom(...RUN_COUNTS, ...RUN_METRICS),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 30 }),
  after: fc.constant(null),
});

function isSeen(run: RunsTable, { ownerId, scope }: RunQuery): boolean {
  const own = run.owner_id === ownerId;
  if (scope === "own") return own;
  return scope === "shared" ? !own && run.shared === 1 : own || run.shared === 1;
}

function matches(run: RunsTable, filter: RunQuery): boolean {
  const { states, symbol, strategy, label, text, starred, createdFromMs, createdToMs } = filter;
  const has = (part: string, whole: string) => whole.toLowerCase().includes(part.toLowerCase());
  return (
    isSeen(run, filter) &&
    (states === null || states.includes(run.state)) &&
    (symbol === null || run.symbol === symbol) &&
    (strategy === null || run.strategy === strategy) &&
    (label === null || has(label, run.label)) &&
    (text === null || has(text, run.label) || has(text, run.note)) &&
    (starred === null || run.starred === Number(starred)) &&
    (createdFromMs === null || run.created_ms >= createdFromMs) &&
    (createdToMs === null || run.created_ms < createdToMs)
  );
}

/** The ids that a list should have, in order: the plain statement of what history is. */
function expected(rows: readonly RunsTable[], asked: RunQuery): readonly string[] {
  const sign = asked.descending ? -1 : 1;
  const by = (a: RunsTable, b: RunsTable) => {
    const [x, y] = [a[asked.sort], b[asked.sort]];
    if (x !== y && (x === null || y === null)) return x === null ? 1 : -1;
    if (x !== y && x !== null && y !== null) return x < y ? -sign : sign;
    return a.id < b.id ? -sign : sign;
  };
  return rows
    .filter((run) => matches(run, asked))
    .sort(by)
    .map(({ id }) => id);
}

describeDatabases("history", (database) => {
  let runs: RunsRepository;
  beforeEach(async () => {
    runs = new RunsRepository(database.db);
    await insertUsers(database.db, "ann", "bob", "cid");
  });

  async function pages(asked: RunQuery): Promise<readonly string[]> {
    const ids: string[] = [];
    let after = asked.after;
    do {
      const page = await runs.list({ ...asked, after });
      expect(page.rows.length).toBeLessThanOrEqual(asked.limit);
      ids.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return ids;
  }

  test("lists, filters, sorts and pages as the plain statement of it does", async () => {
    const made = fc.sample(row, { numRuns: 160, seed: 4 });
    for (const [index, one] of made.entries()) {
      await runs.insert(runRow(`run-${String((index * 7919) % 1000)}`, "ann", one));
    }
    const rows = await database.db.selectFrom("runs").selectAll().execute();
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect(await pages(asked)).toEqual(expected(rows, asked));
      }),
      { numRuns: 150 },
    );
    for (const sort of [...RUN_COUNTS, ...RUN_METRICS]) {
      for (const descending of [false, true]) {
        const asked: RunQuery = {
          ...ALL,
          scope: "visible",
          sort,
          descending,
          limit: 37,
          after: null,
        };
        expect(await pages(asked)).toEqual(expected(rows, asked));
      }
    }
  });

  test("shows a run once while others are added and removed between pages", async () => {
    for (let index = 0; index < 20; index += 1) {
      await runs.insert(runRow(`r${index + 10}`, "ann", { sharpe: index }));
    }
    const asked: RunQuery = { ...ALL, sort: "sharpe", descending: true, limit: 5, after: null };
    const first = await runs.list(asked);
    expect(first.rows.map(({ sharpe }) => sharpe)).toEqual([19, 18, 17, 16, 15]);
    await runs.insert(runRow("new", "ann", { sharpe: 99 }));
    await runs.delete(["r25", "r24"], "ann");
    const second = await runs.list({ ...asked, after: first.next });
    expect(second.rows.map(({ sharpe }) => sharpe)).toEqual([13, 12, 11, 10, 9]);
  });

  test("does not read configurations", async () => {
    await runs.insert(runRow("r1", "ann", { config: "x".repeat(1000) }));
    const { rows, next } = await runs.list({
      ...ALL,
      sort: "created_ms",
      descending: true,
      limit: 1,
      after: null,
    });
    expect(next).toBeNull();
    expect(rows[0]).not.toHaveProperty("config");
    expect(rows[0]).toMatchObject({ id: "r1", owner_id: "ann", symbol: "ETHUSDT" });
  });
});
