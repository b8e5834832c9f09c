/** A run of the older system as a row of ours: marked, with nothing in it that was not there. */
import { createHash, randomUUID } from "node:crypto";
import type { NewRun } from "../plugins/app/runs/runs-repository.js";
import { FIGURES_LEFT } from "./history-table.js";
import { mapParameters } from "./map-parameters.js";
import { foldName } from "./parameter-table.js";
import type { Literal } from "./python-literals.js";
import type { OldRun } from "./read-history.js";

/** The label of every run that was brought over; labelled runs are never removed by retention. */
export const MIGRATED_LABEL = "migrated";
/** Stands for the data of a run that were not brought over. */
export const NO_DATA_SET_ID = "00000000-0000-0000-0000-000000000000";

const NOTE_LENGTH = 10_000;
const STATES: Readonly<Record<string, "done" | "failed" | "cancelled">> = {
  completed: "done",
  complete: "done",
  done: "done",
  finished: "done",
  success: "done",
  succeeded: "done",
  failed: "failed",
  failure: "failed",
  error: "failed",
  cancelled: "cancelled",
  canceled: "cancelled",
  stopped: "cancelled",
};

export interface HistoryPlace {
  readonly ownerId: string;
  /** the file, below the old folder */
  readonly file: string;
  readonly nowMs: number;
}

/** Equal for equal rows: what was brought once is known again. */
export function contentKeyOfOld({ table, row }: OldRun): string {
  const text = JSON.stringify([table, Object.entries(row)], (_, value) =>
    typeof value === "bigint" || Buffer.isBuffer(value) ? String(value) : value,
  );
  return `migrated:${createHash("sha256").update(text).digest("hex")}`;
}

function stateOf({ state, figures }: OldRun): "done" | "failed" | "cancelled" | null {
  if (state === null) return Object.keys(figures).length > 0 ? "done" : null;
  return STATES[foldName(state)] ?? null;
}

function timeOf({ createdMs, startedMs, finishedMs }: OldRun): number | null {
  return createdMs ?? startedMs ?? finishedMs;
}

function noteOf(run: OldRun, file: string): string {
  const reasons = Object.keys(run.rest).flatMap((name) => {
    const reason = Object.entries(FIGURES_LEFT).find(([old]) => foldName(old) === foldName(name));
    return reason === undefined ? [] : [`${name}: ${reason[1]}`];
  });
  const lines = [
    `Brought over from ${file}, table ${run.table}, row ${run.position}; computed by the older system.`,
    ...(timeOf(run) === null
      ? ["It does not say when; its time here is that of bringing it."]
      : []),
    ...(reasons.length === 0 ? [] : [`Not comparable: ${reasons.join("; ")}.`]),
    `Other columns: ${JSON.stringify(run.rest)}`,
  ];
  return lines.join("\n").slice(0, NOTE_LENGTH);
}

/**
 * @returns the row, or why there is none
 */
export function runOfHistory(
  run: OldRun,
  { ownerId, file, nowMs }: HistoryPlace,
): { readonly run: NewRun } | { readonly skipped: string } {
  const state = stateOf(run);
  if (state === null) return { skipped: `its state is ${run.state ?? "not known"}` };
  const parameters = Object.entries(run.parameters ?? {}) as [string, Literal][];
  const { config } = mapParameters(parameters);
  const mapped = config as { strategy?: { name?: string }; instrument?: { preset?: string } };
  const row: NewRun = {
    id: randomUUID(),
    owner_id: ownerId,
    job_id: null,
    state,
    shared: 0,
    starred: 0,
    label: MIGRATED_LABEL,
    note: noteOf(run, file),
    symbol:
      run.symbol?.toUpperCase().replace(/:.*$|[^A-Z0-9]/g, "") ?? mapped.instrument?.preset ?? null,
    strategy: mapped.strategy?.name ?? run.strategy ?? "unknown",
    strategy_label: null,
    data_set_id: NO_DATA_SET_ID,
    mark_data_set_id: null,
    funding_data_set_id: null,
    from_ms: run.fromMs,
    to_ms: run.toMs,
    config: JSON.stringify(config),
    layer: "lazy",
    content_key: contentKeyOfOld(run),
    result_key: null,
    created_ms: timeOf(run) ?? nowMs,
    started_ms: run.startedMs,
    finished_ms: run.finishedMs,
    ...run.figures,
  };
  return { run: row };
}
