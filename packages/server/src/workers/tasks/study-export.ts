/** Rows of a study as one file. */
import { type FileHandle, open } from "node:fs/promises";
import { parquetRows, type RowsWriter, rowsCsv, type SweepRows } from "@perpmill/engine";
import { readRowsFile } from "../rows-file.js";
import type { StudyExportTask, StudyFormat, StudyTaskResults } from "../study-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Rows that are written at once. */
const ROWS_AT_ONCE = 1000;

function csv(file: FileHandle): RowsWriter {
  return { rows: (rows) => file.appendFile(rowsCsv(rows)), end: async () => {} };
}

/** As `perpmill sweep --out rows.json` writes it. */
function json(file: FileHandle): RowsWriter {
  return {
    rows: async ({ first, heads, rows }) => {
      const names = JSON.stringify(heads.map(({ name }) => name));
      const before = first === 0 ? `{"columns":${names},\n"rows":[\n` : ",\n";
      await file.appendFile(before + rows.map((cells) => JSON.stringify(cells)).join(",\n"));
    },
    end: async (kind, summary) => {
      await file.appendFile(`\n],\n${JSON.stringify(kind)}:${JSON.stringify(summary)}}\n`);
    },
  };
}

function writerOf(format: StudyFormat, file: FileHandle): RowsWriter {
  if (format === "csv") return csv(file);
  return format === "json" ? json(file) : parquetRows((bytes) => file.appendFile(bytes));
}

/** Writes a new file for its owner only. Throws what the file system throws, and ABORTED */
export async function exportStudy(
  { rows, columns, format, document, out }: StudyExportTask,
  { signal }: Pick<TaskContext, "signal">,
): Promise<StudyTaskResults["study-export"]> {
  const file = await open(out, "wx", 0o600);
  try {
    const writer = writerOf(format, file);
    const heads = columns.map(({ name, kind }) => ({ name, kind }));
    let first = 0;
    let held: SweepRows["rows"][number][] = [];
    const flush = async () => {
      if (held.length === 0 && first > 0) return;
      await writer.rows({ first, heads, rows: held });
      first += held.length;
      held = [];
    };
    for await (const { point, row } of readRowsFile(rows)) {
      signal.throwIfAborted();
      held.push([...point, row.outcome, ...row.cells]);
      if (held.length >= ROWS_AT_ONCE) await flush();
    }
    await flush();
    await writer.end("study", document === null ? {} : JSON.parse(document));
    return { kind: "study-export", bytes: (await file.stat()).size };
  } finally {
    await file.close();
  }
}
