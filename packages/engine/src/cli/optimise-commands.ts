/** The grammar of `perpmill optimise`. */
import type { Command } from "commander";
import { SEARCH_METHODS } from "../search/method-names.js";
import type { CommandContext } from "./context.js";
import type { OptimiseOptions } from "./optimise/request.js";
import { listed, prepare } from "./prepare-command.js";

/**
 * Adds the command.
 * @param addDataOptions of every command that reads a configuration and bars
 */
export function addOptimise(
  program: Command,
  context: CommandContext,
  addDataOptions: (command: Command, context: CommandContext) => Command,
): void {
  const { options, placeholders, sweeps, searches } = context.texts;
  const command = prepare(program.command("optimise"), context)
    .alias("optimize")
    .description(searches.command);
  addDataOptions(command, context)
    .requiredOption(`--space <${searches.placeholders.space}>`, searches.options.space, listed)
    .requiredOption(
      `--objective <${searches.placeholders.objective}>`,
      searches.options.objective,
      listed,
    )
    .option(`--penalty <${searches.placeholders.penalty}>`, searches.options.penalty, listed)
    .option(`--require <${sweeps.placeholders.condition}>`, searches.options.require, listed)
    .option(`--where <${sweeps.placeholders.condition}>`, sweeps.options.where, listed)
    .option(`--method <${SEARCH_METHODS.join("|")}>`, searches.options.method)
    .option(`--budget <${placeholders.count}>`, searches.options.budget)
    .option(`--seed <${placeholders.count}>`, searches.options.seed)
    .option(`--metrics <${placeholders.names}>`, sweeps.options.metrics)
    .option(`--stop-drawdown <${sweeps.placeholders.share}>`, sweeps.options.stopDrawdown)
    .option(`--workers <${placeholders.count}>`, sweeps.options.workers)
    .option(`--top <${placeholders.count}>`, searches.options.top)
    .option(`--out <${placeholders.file}>`, searches.options.out)
    .option(`--save-best <${placeholders.file}>`, searches.options.saveBest)
    .option("--json", options.json)
    .action(async (config: string, values: OptimiseOptions) => {
      const { optimiseCommand } = await import("./commands/optimise.js");
      await optimiseCommand(config, values, context);
    });
}
