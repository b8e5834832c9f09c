/** The grammar of `perpmill risk`. */
import type { Command } from "commander";
import type { RiskCommandOptions } from "./commands/risk.js";
import type { CommandContext } from "./context.js";
import { prepare } from "./prepare-command.js";

type AddDataOptions = (command: Command, context: CommandContext) => Command;

/**
 * Adds the command.
 * @param addDataOptions of every command that reads a configuration and bars
 */
export function addRisk(
  program: Command,
  context: CommandContext,
  addDataOptions: AddDataOptions,
): void {
  const { options, placeholders, risk, sweeps } = context.texts;
  addDataOptions(prepare(program.command("risk"), context).description(risk.command), context)
    .option(`--probability <${sweeps.placeholders.share}>`, risk.options.probability)
    .option(`--horizon <${placeholders.count}>`, risk.options.horizon)
    .option(`--draws <${placeholders.count}>`, risk.options.draws)
    .option(`--seed <${placeholders.count}>`, risk.options.seed)
    .option(`--out <${placeholders.file}>`, risk.options.out)
    .option("--json", options.json)
    .action(async (config: string, values: RiskCommandOptions) => {
      const { riskCommand } = await import("./commands/risk.js");
      await riskCommand(config, values, context);
    });
}
