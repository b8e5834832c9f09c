/** `perpmill init`: a commented configuration to start from. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { starterConfig } from "../../config/starter.js";
import { PerpmillError } from "../../errors.js";
import type { CommandContext } from "../context.js";
import { withOutputFiles } from "../output-files.js";

export interface InitOptions {
  readonly strategy?: string;
  readonly force?: boolean;
}

const USUAL_NAME = "config.json";

/**
 * Writes the starter configuration in the language of the command.
 * @throws OUTPUT_NOT_WRITABLE when the file is there and `force` is not given
 */
export async function initCommand(
  file: string | undefined,
  options: InitOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts, lang } = context;
  const path = file ?? USUAL_NAME;
  await withOutputFiles(context, async (files) => {
    files.check([{ option: "FILE", path }], []);
    if (options.force !== true && existsSync(resolve(host.cwd, path))) {
      throw new PerpmillError("OUTPUT_NOT_WRITABLE", {
        message: `${path} ${texts.messages.exists}`,
        where: { file: path },
        hint: texts.messages.existsHint,
      });
    }
    await files.write(path, [starterConfig(lang, options.strategy)]);
  });
  host.stdout.write(`${texts.initWritten(path)}\n  perpmill run ${path} --data bars.csv\n`);
}
