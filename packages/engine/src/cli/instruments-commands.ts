/** The grammar of `perpmill instruments [NAME]` and `perpmill instruments import`. */
import type { Command } from "commander";
import type { InstrumentsOptions } from "./commands/instruments.js";
import type { ImportOptions } from "./commands/instruments-import.js";
import type { CommandContext } from "./context.js";
import { prepare } from "./prepare-command.js";

/** Adds `instruments` and what is below it. */
export function addInstruments(program: Command, context: CommandContext): void {
  const { options, commands, arguments: names, rules, download, placeholders } = context.texts;
  const home = `--home <${placeholders.folder}>`;
  const instruments = prepare(program.command("instruments"), context)
    .description(commands.instruments)
    .argument("[name]", names.instrument)
    .option(home, download.home)
    .option("--json", options.json)
    // What stands behind `import` is for it.
    .enablePositionalOptions()
    .action(async (name: string | undefined, values: InstrumentsOptions) => {
      const { instrumentsCommand } = await import("./commands/instruments.js");
      await instrumentsCommand(name, values, context);
    });
  prepare(instruments.command("import"), context)
    .description(rules.command)
    .argument("<files...>", rules.files)
    .option(`--date <${placeholders.date}>`, rules.date)
    .option(home, download.home)
    .option("--json", options.json)
    .action(async (files: string[], values: ImportOptions) => {
      const { instrumentsImportCommand } = await import("./commands/instruments-import.js");
      await instrumentsImportCommand(files, values, context);
    });
}
