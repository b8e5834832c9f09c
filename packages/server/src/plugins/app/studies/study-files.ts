/** A study as one file of a format, made by a process and kept for a while. */
import { type FileHandle, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Language, REPORTED_KINDS } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Database, StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { KeptFiles } from "../../../files/kept-files.js";
import type { StudyFormat } from "../../../workers/study-tasks.js";
import type { Pool } from "../jobs/job-types.js";
import { dumpRows } from "./dump-rows.js";
import { isCut } from "./plan-study.js";
import { columnsOf } from "./study-views.js";

export interface StudyFilesParts {
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  /** folder for files of a moment */
  readonly folder: string;
}

/** Bytes of all files that are kept. */
const KEPT_BYTES = 2 ** 30;
const TIMEOUT_MS = 300_000;

/** Kinds that a page can be made of. */
function isReported(kind: string): boolean {
  return REPORTED_KINDS.some((one) => one === kind);
}

export class StudyFiles {
  readonly #parts: StudyFilesParts;
  readonly #files: KeptFiles;

  constructor(parts: StudyFilesParts) {
    this.#parts = parts;
    this.#files = new KeptFiles(join(parts.folder, "study-files"), KEPT_BYTES);
  }

  /**
   * The file with the rows that are there, open; the caller closes it. As JSON a study of a kind without rows is its
   * result.
   * @returns `tag` tells files of the same study apart
   * @throws ServerError CONFLICT for a study that has none, QUEUE_FULL and what the pool throws
   */
  async open(
    study: StudiesTable,
    format: StudyFormat,
  ): Promise<{ readonly file: FileHandle; readonly tag: string }> {
    const columns = columnsOf(study);
    const { db, pool, folder } = this.#parts;
    const tag = [study.id, study.content_key.slice(0, 16), study.rows_done, study.state].join("-");
    if (columns.length === 0) {
      const text = format === "json" && study.state === "done" ? study.document : null;
      if (text === null) {
        const message = `a ${study.kind} has no rows, or none yet: its result is at /export.json when it is done`;
        throw new ServerError("CONFLICT", { message });
      }
      const file = await this.#files.open(`${tag}.${format}`, (out) =>
        writeFile(out, text, { flag: "wx", mode: 0o600 }),
      );
      return { file, tag };
    }
    const file = await this.#files.open(`${tag}.${format}`, async (out) => {
      const { rows, remove } = await dumpRows(db, study.id, join(folder, "studies"), false);
      try {
        const { document } = study;
        const task = { kind: "study-export", rows, columns, format, document, out } as const;
        await pool.call(task, { ownerId: study.owner_id, timeoutMs: TIMEOUT_MS });
      } finally {
        await remove();
      }
    });
    return { file, tag };
  }

  /**
   * A study that is done as a page.
   * @throws ServerError CONFLICT until it is done, and for a kind that has no page; what the pool throws
   */
  async page(study: StudiesTable, language: Language): Promise<string> {
    const { document, kind, state } = study;
    if (state !== "done" || document === null || !isReported(kind)) {
      const message =
        state === "done" ? `a ${kind} has no page` : `the study has no result: it is ${state}`;
      throw new ServerError("CONFLICT", { message });
    }
    const { db, pool, folder } = this.#parts;
    const dumped = isCut(study)
      ? await dumpRows(db, study.id, join(folder, "studies"), false)
      : null;
    try {
      const columns = columnsOf(study);
      const rows = dumped?.rows ?? null;
      const task = { kind: "study-report", document, rows, columns, language } as const;
      const { html } = await pool.call(task, { ownerId: study.owner_id, timeoutMs: TIMEOUT_MS });
      return html;
    } finally {
      await dumped?.remove();
    }
  }
}
