/** Writes the runs of an old SQLite file into the history, each once. */
import type { FastifyInstance } from "fastify";
import type {} from "../plugins/app/accounts/accounts.js";
import { type NewRun, RunsRepository } from "../plugins/app/runs/runs-repository.js";
import { type OldHistory, readHistory } from "./read-history.js";
import { type FileReport, sentenceOf } from "./report.js";
import { runOfHistory } from "./run-of-history.js";
import type { OldFile } from "./scan-folder.js";

/** Where runs go: a server's database and who owns them. */
export interface HistoryTarget {
  readonly app: FastifyInstance;
  readonly ownerId: string;
}

/** Runs in one transaction. */
const AT_ONCE = 500;

/** Those of some runs that were not brought before. */
async function newOnes(runs: readonly NewRun[], { app, ownerId }: HistoryTarget) {
  const found = await app.db
    .selectFrom("runs")
    .select("content_key")
    .where("owner_id", "=", ownerId)
    .where(
      "content_key",
      "in",
      runs.map((run) => run.content_key),
    )
    .execute();
  const keys = new Set(found.map((run) => run.content_key));
  return runs.filter(({ content_key: key }) => {
    const isNew = !keys.has(key);
    keys.add(key);
    return isNew;
  });
}

async function write(runs: readonly NewRun[], target: HistoryTarget): Promise<number> {
  const repository = new RunsRepository(target.app.db);
  let taken = 0;
  for (let at = 0; at < runs.length; at += AT_ONCE) {
    const fresh = await newOnes(runs.slice(at, at + AT_ONCE), target);
    await target.app.db.transaction().execute(async (trx) => {
      for (const run of fresh) await repository.insert(run, trx);
    });
    taken += fresh.length;
  }
  return taken;
}

function detailOf(taken: number, there: number, skipped: readonly string[]): string {
  const reasons = [...new Set(skipped)].slice(0, 3).join("; ");
  return [
    `${taken} runs`,
    ...(there === 0 ? [] : [`${there} there already`]),
    ...(skipped.length === 0 ? [] : [`${skipped.length} left out (${reasons})`]),
  ].join(", ");
}

/** @param target null: nothing is written */
export async function bringHistory(
  file: OldFile,
  nowMs: number,
  target: HistoryTarget | null,
): Promise<FileReport> {
  const about = { file: file.name, kind: file.kind };
  let history: OldHistory;
  try {
    history = await readHistory(file.path);
  } catch (error) {
    return { ...about, outcome: "skipped", detail: sentenceOf(error) };
  }
  if (history.runs.length === 0) {
    const tables = history.otherTables.join(", ");
    const detail = `no table holds runs with results (${tables === "" ? "no tables" : tables})`;
    return { ...about, outcome: "skipped", detail };
  }
  const place = { ownerId: target?.ownerId ?? "", file: file.name, nowMs };
  const made = history.runs.map((run) => runOfHistory(run, place));
  const runs = made.flatMap((one) => ("run" in one ? [one.run] : []));
  const left = made.flatMap((one) => ("skipped" in one ? [one.skipped] : []));
  const taken = target === null ? runs.length : await write(runs, target);
  const there = runs.length - taken;
  return {
    ...about,
    outcome: taken > 0 ? "taken" : there > 0 ? "there" : "skipped",
    detail: detailOf(taken, there, left),
    runs: { taken, there, skipped: left.length },
  };
}
