/** The grammar of `perpmill trust`. */
import type { Command } from "commander";
import type { CommandContext } from "./context.js";
import { listed, prepare } from "./prepare-command.js";
import type { TrustCommandOptions } from "./trust/request.js";

type AddDataOptions = (command: Command, context: CommandContext) => Command;

/**
 * Adds the command.
 * @param addDataOptions of every command that reads a configuration and bars
 */
export function addTrust(
  program: Command,
  context: CommandContext,
  addDataOptions: AddDataOptions,
): void {
  const { options, placeholders, sweeps, trust } = context.texts;
  addDataOptions(prepare(program.command("trust"), context).description(trust.command), context)
    .option(`--axis <${sweeps.placeholders.axis}>`, trust.options.axis, listed)
    .option(`--study <${placeholders.file}>`, trust.options.study)
    .option(`--tried <${placeholders.count}>`, trust.options.tried)
    .option(`--walk-forward <${placeholders.file}>`, trust.options.walkForward)
    .option(`--other-data <${trust.placeholders.market}>`, trust.options.otherData, listed)
    .option(`--seed <${placeholders.count}>`, trust.options.seed)
    .option(`--workers <${placeholders.count}>`, sweeps.options.workers)
    .option(`--out <${placeholders.file}>`, trust.options.out)
    .option("--json", options.json)
    .action(async (config: string, values: TrustCommandOptions) => {
      const { trustCommand } = await import("./commands/trust.js");
      await trustCommand(config, values, context);
    });
}
