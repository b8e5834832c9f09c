/** The grammar of `perpmill sweep`. */
import { type Command, Option } from "commander";
import { SAMPLERS } from "../sweeps/samplers/names.js";
import type { CommandContext } from "./context.js";
import { listed, prepare } from "./prepare-command.js";
import type { SweepCommandOptions } from "./sweep/request.js";

/**
 * Adds the command.
 * @param addDataOptions of every command that reads a configuration and bars
 */
export function addSweep(
  program: Command,
  context: CommandContext,
  addDataOptions: (command: Command, context: CommandContext) => Command,
): void {
  const { options, placeholders, sweeps } = context.texts;
  const command = prepare(program.command("sweep"), context).description(sweeps.command);
  addDataOptions(command, context)
    .requiredOption(`--axis <${sweeps.placeholders.axis}>`, sweeps.options.axis, listed)
    .option(`--where <${sweeps.placeholders.condition}>`, sweeps.options.where, listed)
    .addOption(
      new Option(`--sampler <${SAMPLERS.join("|")}>`, sweeps.options.sampler).choices(SAMPLERS),
    )
    .option(`--sample <${placeholders.count}>`, sweeps.options.sample)
    .option(`--seed <${placeholders.count}>`, sweeps.options.seed)
    .option(`--metrics <${placeholders.names}>`, sweeps.options.metrics)
    .option(`--stop-drawdown <${sweeps.placeholders.share}>`, sweeps.options.stopDrawdown)
    .option(`--workers <${placeholders.count}>`, sweeps.options.workers)
    .option(`--sort <${placeholders.name}>`, sweeps.options.sort)
    .option("--pessimistic", sweeps.options.pessimistic)
    .option(`--top <${placeholders.count}>`, sweeps.options.top)
    .option(`--out <${placeholders.file}>`, sweeps.options.out)
    .option("--json", options.json)
    .action(async (config: string, values: SweepCommandOptions) => {
      const { sweepCommand } = await import("./commands/sweep.js");
      await sweepCommand(config, values, context);
    });
}
