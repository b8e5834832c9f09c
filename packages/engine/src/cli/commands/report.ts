/** `perpmill report`: RESULT.json, or the JSON of a study, as a page. */
import { htmlReport } from "../../reports/html-report.js";
import { parseResultJson } from "../../reports/parse-result.js";
import { claimsToBeStudy, readStudy } from "../../reports/parse-study.js";
import { studyReport } from "../../reports/study-report.js";
import type { CommandContext } from "../context.js";
import { readInputText } from "../input-text.js";
import { withOutputFiles } from "../output-files.js";

export interface ReportOptions {
  readonly out: string;
}

/** The JSON of a text; null when it is none. */
function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function pageOf(content: string, file: string, { lang }: CommandContext): string {
  const value = jsonOf(content);
  if (claimsToBeStudy(value)) return studyReport(readStudy(value, file), { language: lang });
  return htmlReport(parseResultJson(content, file), { lang });
}

/**
 * Writes the HTML page of a result or a study, in the language of the command.
 * @throws RESULT_INVALID, FILE_NOT_FOUND; then no page is written
 */
export async function reportCommand(
  resultPath: string,
  { out }: ReportOptions,
  context: CommandContext,
): Promise<void> {
  await withOutputFiles(context, async (files) => {
    files.check([{ option: "--out", path: out }], [{ option: "RESULT", path: resultPath }]);
    const page = pageOf(await readInputText(resultPath, context), resultPath, context);
    await files.write(out, [page]);
  });
  context.host.stdout.write(`${context.texts.wrote(out)}\n`);
}
