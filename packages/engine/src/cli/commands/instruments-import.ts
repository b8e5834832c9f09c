/** `perpmill instruments import`: the exchange's rules of a day, from its own answers. */
import { resolve } from "node:path";
import { PerpmillError } from "../../errors.js";
import { type ImportedFile, importInstruments } from "../../instruments/import-store-node.js";
import { numberText } from "../../reports/number-text.js";
import type { CommandContext } from "../context.js";
import { type HomeOption, homeOf } from "../home.js";

export interface ImportOptions extends HomeOption {
  readonly date?: string;
  readonly json?: boolean;
}

function checkedDate(text: string, { texts }: CommandContext): string {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)) return text;
  throw new PerpmillError("USAGE", { message: texts.rules.badDate(text) });
}

function lineOf(imported: ImportedFile, { texts }: CommandContext): string {
  const { file, kind, date, dateFrom, taken, older, skipped } = imported;
  const { kinds, dates, taken: takenText, older: olderText, skipped: skippedText } = texts.rules;
  const parts = [takenText(numberText(taken, "count"), kinds[kind], date, dates[dateFrom])];
  if (older > 0) parts.push(olderText(numberText(older, "count")));
  if (skipped > 0) parts.push(skippedText(numberText(skipped, "count")));
  return `${file}: ${parts.join("; ")}\n`;
}

/**
 * Takes files of rules into the data directory and says what they were.
 * @throws USAGE, INSTRUMENT_FILE_INVALID, FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function instrumentsImportCommand(
  files: readonly string[],
  options: ImportOptions,
  context: CommandContext,
): Promise<void> {
  const { host } = context;
  const { date } = options;
  const report = await importInstruments(
    homeOf(options, context),
    files.map((file) => resolve(host.cwd, file)),
    date === undefined ? undefined : checkedDate(date, context),
  );
  host.stdout.write(
    options.json === true
      ? `${JSON.stringify(report, null, 2)}\n`
      : report.map((file) => lineOf(file, context)).join(""),
  );
}
