/** `perpmill report`: RESULT.json as a page. */
import { htmlReport } from "../../reports/html-report.js";
import { parseResultJson } from "../../reports/parse-result.js";
import type { CommandContext } from "../context.js";
import { readInputText } from "../input-text.js";
import { withOutputFiles } from "../output-files.js";

export interface ReportOptions {
  readonly out: string;
}

/**
 * Writes the HTML page of a result, in the language of the command.
 * @throws RESULT_INVALID, FILE_NOT_FOUND; then no page is written
 */
export async function reportCommand(
  resultPath: string,
  { out }: ReportOptions,
  context: CommandContext,
): Promise<void> {
  await withOutputFiles(context, async (files) => {
    files.check([{ option: "--out", path: out }], [{ option: "RESULT", path: resultPath }]);
    const result = parseResultJson(await readInputText(resultPath, context), resultPath);
    await files.write(out, [htmlReport(result, { lang: context.lang })]);
  });
  context.host.stdout.write(`${context.texts.wrote(out)}\n`);
}
