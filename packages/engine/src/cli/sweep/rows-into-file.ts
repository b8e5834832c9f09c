/** Rows of a study into a file while the study runs, for commands. */
import { resolve } from "node:path";
import { PerpmillError } from "../../errors.js";
import { type RowsEnd, rowsFormatOf, rowsIntoFile } from "../../sweeps/files/rows-file-node.js";
import type { SweepRows } from "../../sweeps/sweep-options.js";
import type { CommandContext } from "../context.js";

/** Sees to it that the ending of a file names a format. @throws USAGE */
export function checkRowsFormat(path: string, { texts }: CommandContext): void {
  if (rowsFormatOf(path) !== null) return;
  throw new PerpmillError("USAGE", {
    message: texts.sweeps.badEnding(path),
    where: { field: "--out" },
    hint: texts.sweeps.badEndingHint,
  });
}

/**
 * Runs a study that hands its rows on; the file has its name when the study has ended.
 * @param kind what the summary is called in formats that have one
 * @throws USAGE for an ending that is no format; OUTPUT_FAILED; what the study throws
 */
export async function studyIntoFile<Result>(
  path: string,
  kind: string,
  study: (onRows: (rows: SweepRows) => Promise<void>) => Promise<RowsEnd<Result>>,
  context: CommandContext,
): Promise<Result> {
  checkRowsFormat(path, context);
  try {
    return await rowsIntoFile(resolve(context.host.cwd, path), kind, study);
  } catch (error) {
    if (!(error instanceof PerpmillError) || error.code !== "OUTPUT_FAILED") throw error;
    const { cause } = error;
    const { writeFailed, writeFailedHint } = context.texts.messages;
    throw new PerpmillError("OUTPUT_FAILED", {
      message: writeFailed(cause instanceof Error ? cause.message : error.detail),
      where: { file: path },
      hint: writeFailedHint,
      cause,
    });
  }
}
