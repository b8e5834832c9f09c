/** Rows of a study into a file while the study runs. */
import { resolve } from "node:path";
import { writeAtomically } from "../../cache/atomic-file.js";
import { PerpmillError } from "../../errors.js";
import type { SweepRows } from "../../sweeps/sweep-options.js";
import type { CommandContext } from "../context.js";
import { rowsFormat, rowsWriter } from "./rows-file.js";

/** What a study gives, and what its file says of all rows. */
export interface RowsEnd<Result> {
  readonly result: Result;
  readonly summary: object;
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}

/**
 * Runs a study that hands its rows on; the file has its name when the study has ended.
 * @param kind what the summary is called in formats that have one
 * @throws USAGE for an ending that is no format; OUTPUT_FAILED; what the study throws
 */
export async function rowsIntoFile<Result>(
  path: string,
  kind: string,
  study: (onRows: (rows: SweepRows) => Promise<void>) => Promise<RowsEnd<Result>>,
  context: CommandContext,
): Promise<Result> {
  const format = rowsFormat(path, context);
  let ended: RowsEnd<Result> | null = null;
  try {
    await writeAtomically(resolve(context.host.cwd, path), async (file) => {
      const writer = await rowsWriter(format, file);
      ended = await study((rows) => writer.rows(rows));
      await writer.end(kind, ended.summary);
    });
  } catch (error) {
    if (error instanceof PerpmillError || !isFileError(error)) throw error;
    const { writeFailed, writeFailedHint } = context.texts.messages;
    throw new PerpmillError("OUTPUT_FAILED", {
      message: writeFailed(error.message),
      where: { file: path },
      hint: writeFailedHint,
      cause: error,
    });
  }
  if (ended === null) throw new Error("a study that has ended has a result");
  return (ended as RowsEnd<Result>).result;
}
