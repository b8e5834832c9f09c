/** The grammar of `perpmill calibrate`. */
import { type Command, Option } from "commander";
import type { CalibrateCommandOptions } from "./calibrate/request.js";
import type { CommandContext } from "./context.js";
import { listed, prepare } from "./prepare-command.js";

/** Adds the command. */
export function addCalibrate(program: Command, context: CommandContext): void {
  const { arguments: names, options, placeholders, calibrate, data } = context.texts;
  prepare(program.command("calibrate"), context)
    .description(calibrate.command)
    .argument("<config>", names.config)
    .requiredOption(`--trades <${placeholders.file}>`, calibrate.options.trades, listed)
    .option(`--interval <${placeholders.span}>`, calibrate.options.interval)
    .option(`--refresh <${calibrate.placeholders.spans}>`, calibrate.options.refresh)
    .option(`--seeds <${placeholders.count}>`, calibrate.options.seeds)
    .option(`--mark <${placeholders.file}>`, options.mark)
    .option(`--funding <${placeholders.file}>`, options.funding)
    .option(`--set <${placeholders.pair}>`, options.set, listed)
    .option(`--strategy <${placeholders.file}>`, options.ownStrategy)
    .addOption(new Option("--on-bad-row <error|skip>", options.onBadRow).choices(["error", "skip"]))
    .option(`--home <${placeholders.folder}>`, data.options.home)
    .option(`--out <${placeholders.file}>`, calibrate.options.out)
    .option("--json", options.json)
    .action(async (config: string, values: CalibrateCommandOptions) => {
      const { calibrateCommand } = await import("./commands/calibrate.js");
      await calibrateCommand(config, values, context);
    });
}
