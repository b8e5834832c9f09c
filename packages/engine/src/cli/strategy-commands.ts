/** The grammar of `perpmill strategy new|check|build`. */
import type { Command } from "commander";
import type { StrategyBuildOptions, StrategyOptions } from "./commands/strategy.js";
import type { CommandContext } from "./context.js";
import { prepare } from "./prepare-command.js";

/** Adds `strategy` and what is below it. */
export function addStrategies(program: Command, context: CommandContext): void {
  const { commands, options, strategies, placeholders } = context.texts;
  const group = prepare(program.command("strategy"), context).description(commands.strategy);
  const add = (name: "new" | "check" | "build") =>
    prepare(group.command(name), context).description(strategies.commands[name]);
  add("new")
    .argument("<name>", strategies.arguments.name)
    .action(async (name: string) => {
      const { strategyNewCommand } = await import("./commands/strategy-new.js");
      await strategyNewCommand(name, context);
    });
  add("check")
    .argument("<file>", strategies.arguments.file)
    .option("--json", options.json)
    .action(async (file: string, values: StrategyOptions) => {
      const { strategyCheckCommand } = await import("./commands/strategy.js");
      await strategyCheckCommand(file, values, context);
    });
  add("build")
    .argument("<file>", strategies.arguments.file)
    .option(`--out <${placeholders.file}>`, strategies.options.out)
    .option("--json", options.json)
    .action(async (file: string, values: StrategyBuildOptions) => {
      const { strategyBuildCommand } = await import("./commands/strategy.js");
      await strategyBuildCommand(file, values, context);
    });
}
