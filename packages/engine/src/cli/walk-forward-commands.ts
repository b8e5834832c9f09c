/** The grammar of `perpmill walk-forward`, `k-fold` and `splits`. */
import { type Command, Option } from "commander";
import { SEARCH_METHODS } from "../search/method-names.js";
import { TIME_SPLITS } from "../walk-forward/split-names.js";
import type { CommandContext } from "./context.js";
import { listed, prepare } from "./prepare-command.js";
import type {
  KFoldCommandOptions,
  SplitsCommandOptions,
  WalkForwardCommandOptions,
} from "./walk-forward/request.js";

type AddDataOptions = (command: Command, context: CommandContext) => Command;

/** How folds search: every point of a grid or a Latin hypercube, or a search. */
const METHODS = ["grid", "lhs", ...SEARCH_METHODS];

function choice(flag: string, values: readonly string[], text: string): Option {
  return new Option(`${flag} <${values.join("|")}>`, text).choices(values);
}

function addOutput(command: Command, { texts }: CommandContext): Command {
  const { options, placeholders, sweeps, walkForward } = texts;
  return command
    .option(`--workers <${placeholders.count}>`, sweeps.options.workers)
    .option(`--out <${placeholders.file}>`, walkForward.options.out)
    .option("--json", options.json);
}

function addSearch(command: Command, { texts }: CommandContext): Command {
  const { placeholders, sweeps, walkForward } = texts;
  const { options } = walkForward;
  return command
    .option(`--axis <${sweeps.placeholders.axis}>`, options.axis, listed)
    .option(`--where <${sweeps.placeholders.condition}>`, sweeps.options.where, listed)
    .addOption(choice("--method", METHODS, options.method))
    .option(`--budget <${placeholders.count}>`, options.budget)
    .option(`--objective <${walkForward.placeholders.expression}>`, options.objective)
    .option(`--require <${walkForward.placeholders.condition}>`, options.require, listed)
    .option(`--seed <${placeholders.count}>`, options.seed)
    .option(`--stop-drawdown <${sweeps.placeholders.share}>`, sweeps.options.stopDrawdown);
}

function addWindows(command: Command, { texts }: CommandContext): Command {
  const { options, placeholders } = texts.walkForward;
  return command
    .addOption(choice("--scheme", ["anchored", "rolling"], options.scheme))
    .option(`--train <${placeholders.days}>`, options.train)
    .option(`--test <${placeholders.days}>`, options.test)
    .option(`--step <${placeholders.days}>`, options.step)
    .option(`--gap <${placeholders.days}>`, options.gap)
    .addOption(choice("--position", ["carry", "flat"], options.position));
}

/**
 * Adds the commands.
 * @param addDataOptions of every command that reads a configuration and bars
 */
export function addWalkForward(
  program: Command,
  context: CommandContext,
  addDataOptions: AddDataOptions,
): void {
  const { commands, options, placeholders } = context.texts.walkForward;
  const begin = (name: string, text: string) =>
    addDataOptions(prepare(program.command(name), context).description(text), context);
  const walk = addSearch(begin("walk-forward", commands.walkForward), context);
  addOutput(addWindows(walk, context), context).action(
    async (config: string, values: WalkForwardCommandOptions) => {
      const { walkForwardCommand } = await import("./commands/walk-forward.js");
      await walkForwardCommand(config, values, context);
    },
  );
  const kFold = addSearch(begin("k-fold", commands.kFold), context)
    .option(`--folds <${context.texts.placeholders.count}>`, options.folds)
    .option(`--purge <${placeholders.days}>`, options.purge)
    .option(`--embargo <${placeholders.days}>`, options.embargo);
  addOutput(kFold, context).action(async (config: string, values: KFoldCommandOptions) => {
    const { kFoldCommand } = await import("./commands/walk-forward.js");
    await kFoldCommand(config, values, context);
  });
  const splits = begin("splits", commands.splits).addOption(
    choice("--by", TIME_SPLITS, options.by),
  );
  addOutput(splits, context).action(async (config: string, values: SplitsCommandOptions) => {
    const { splitsCommand } = await import("./commands/splits.js");
    await splitsCommand(config, values, context);
  });
}
