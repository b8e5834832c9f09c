/** The grammar of `perpmill data list|add|remove|path|check` and `perpmill cache …`. */
import { type Command, Option } from "commander";
import { DATA_KINDS } from "../store/data-set-id.js";
import type { CacheClearOptions, CacheOptions } from "./commands/cache.js";
import type { DataOptions } from "./commands/data.js";
import type { DataAddOptions } from "./commands/data-add.js";
import type { DataCheckOptions } from "./commands/data-check.js";
import type { CommandContext } from "./context.js";
import { FILL_CHOICES } from "./fill-choice.js";
import { prepare } from "./prepare-command.js";

function add(
  group: Command,
  name: keyof CommandContext["texts"]["data"]["commands"],
  context: CommandContext,
) {
  const { options, data, placeholders } = context.texts;
  return prepare(group.command(name), context)
    .description(data.commands[name])
    .option(`--home <${placeholders.folder}>`, data.options.home)
    .option("--json", options.json);
}

/** Adds to `data` what works on the data directory. */
export function addStoreCommands(group: Command, context: CommandContext): void {
  const { data, placeholders, options } = context.texts;
  add(group, "list", context).action(async (values: DataOptions) => {
    const { dataListCommand } = await import("./commands/data.js");
    await dataListCommand(values, context);
  });
  add(group, "add", context)
    .argument("<sources...>", data.arguments.sources)
    .option(`--market <${placeholders.name}>`, data.options.market)
    .option(`--symbol <${data.placeholders.symbol}>`, data.options.symbol)
    .addOption(new Option(`--kind <${placeholders.name}>`, data.options.kind).choices(DATA_KINDS))
    .addOption(fillOption(context))
    .option(`--interval <${placeholders.span}>`, options.interval)
    .option(`--format <${placeholders.name}>`, options.format)
    .option(`--table <${placeholders.name}>`, options.table)
    .action(async (sources: string[], values: DataAddOptions) => {
      const { dataAddCommand } = await import("./commands/data-add.js");
      await dataAddCommand(sources, values, context);
    });
  add(group, "check", context)
    .argument("<sources...>", data.arguments.source)
    .option(`--mark <${placeholders.file}>`, options.mark)
    .option(`--funding <${placeholders.file}>`, options.funding)
    .option(`--against <${placeholders.file}>`, data.options.against)
    .option(`--tick <${data.placeholders.tick}>`, data.options.tick)
    .option(`--interval <${placeholders.span}>`, options.interval)
    .addOption(fillOption(context))
    .option(`--format <${placeholders.name}>`, options.format)
    .option(`--table <${placeholders.name}>`, options.table)
    .option(`--svg <${placeholders.file}>`, data.options.svg)
    .option("--no-cache", options.noCache)
    .action(async (sources: string[], values: DataCheckOptions) => {
      const { dataCheckCommand } = await import("./commands/data-check.js");
      await dataCheckCommand(sources, values, context);
    });
  for (const name of ["remove", "path"] as const) {
    add(group, name, context)
      .argument("<name>", data.arguments.name)
      .addOption(new Option(`--kind <${placeholders.name}>`, data.options.kind).choices(DATA_KINDS))
      .action(async (dataSet: string, values: DataOptions) => {
        const commands = await import("./commands/data.js");
        const run = name === "remove" ? commands.dataRemoveCommand : commands.dataPathCommand;
        await run(dataSet, values, context);
      });
  }
}

/** `--fill` of the commands that read bars. */
export function fillOption({ texts }: Pick<CommandContext, "texts">): Option {
  return new Option(`--fill <${FILL_CHOICES.join("|")}>`, texts.data.options.fill).choices(
    FILL_CHOICES,
  );
}

/** Adds `cache` and what is below it. */
export function addCache(program: Command, context: CommandContext): void {
  const { data, placeholders, commands } = context.texts;
  const group = prepare(program.command("cache"), context).description(commands.cache);
  for (const name of ["status", "rebuild", "verify"] as const) {
    add(group, name, context).action(async (values: CacheOptions) => {
      const cache = await import("./commands/cache.js");
      const run = {
        status: cache.cacheStatusCommand,
        rebuild: cache.cacheRebuildCommand,
        verify: cache.cacheVerifyCommand,
      }[name];
      await run(values, context);
    });
  }
  add(group, "clear", context)
    .option(`--older-than <${placeholders.span}>`, data.options.olderThan)
    .option(`--max-size <${data.placeholders.size}>`, data.options.maxSize)
    .option("--sweeps", data.options.sweeps)
    .action(async (values: CacheClearOptions) => {
      const { cacheClearCommand } = await import("./commands/cache.js");
      await cacheClearCommand(values, context);
    });
}
