/** `perpmill strategy new`: a strategy that runs, to start from. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { PerpmillError } from "../../errors.js";
import type { CommandContext } from "../context.js";
import { withOutputFiles } from "../output-files.js";
import { strategyTemplates } from "./strategy-templates.js";

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Writes a strategy, its test, a configuration, and settings for editors where there are none.
 * @throws USAGE for a name that is none, OUTPUT_NOT_WRITABLE when a file of that name is there
 */
export async function strategyNewCommand(path: string, context: CommandContext): Promise<void> {
  const { host, texts, lang } = context;
  const name = basename(path).replace(/\.ts$/, "");
  const folder = dirname(path);
  if (!NAME.test(name)) {
    throw new PerpmillError("USAGE", {
      message: texts.strategies.badName(name),
      hint: texts.strategies.badNameHint,
    });
  }
  const written: string[] = [];
  await withOutputFiles(context, async (files) => {
    for (const { file, text, shared } of strategyTemplates(name, lang)) {
      const target = join(folder, file);
      const isThere = existsSync(resolve(host.cwd, target));
      if (isThere && shared) continue;
      if (isThere) {
        throw new PerpmillError("OUTPUT_NOT_WRITABLE", {
          message: `${target} ${texts.messages.exists}`,
          where: { file: target },
          hint: texts.strategies.noOverwriteHint,
        });
      }
      files.check([{ option: "NAME", path: target }], []);
      await files.write(target, [text]);
      written.push(target);
    }
  });
  const source = join(folder, `${name}.ts`);
  const config = join(folder, `${name}.json`);
  const lines = [
    ...written.map((file) => texts.wrote(file)),
    texts.strategies.next,
    `  perpmill strategy check ${source}`,
    `  perpmill run ${config} --data bars.csv`,
    `  ${texts.strategies.lookAt}`,
  ];
  host.stdout.write(`${lines.join("\n")}\n`);
}
