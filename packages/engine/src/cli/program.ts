/** The grammar of the command: names, options, help. Each command's code is loaded when it runs. */
import { Command, Option } from "commander";
import { ENGINE_VERSION } from "../version.js";
import { addCalibrate } from "./calibrate-commands.js";
import type { DemoOptions } from "./commands/demo.js";
import type { EnvelopeOptions } from "./commands/envelope.js";
import type { InitOptions } from "./commands/init.js";
import type { ReportOptions } from "./commands/report.js";
import type { RunOptions } from "./commands/run-steps.js";
import type { CommandContext } from "./context.js";
import { addData } from "./data-commands.js";
import { addFollowOptions } from "./follow-options.js";
import { addInstruments } from "./instruments-commands.js";
import { addOptimise } from "./optimise-commands.js";
import { listed, prepare } from "./prepare-command.js";
import { addRisk } from "./risk-commands.js";
import { addServer } from "./server-commands.js";
import { addCache, fillOption } from "./store-commands.js";
import { addStrategies } from "./strategy-commands.js";
import { addSweep } from "./sweep-commands.js";
import { addTrust } from "./trust-commands.js";
import { addWalkForward } from "./walk-forward-commands.js";

/** Options of every command that reads a configuration and bars. */
function addDataOptions(command: Command, { texts }: CommandContext): Command {
  const { options, placeholders } = texts;
  return command
    .argument("<config>", texts.arguments.config)
    .requiredOption(`--data <${placeholders.bars}>`, options.data, listed)
    .option(`--mark <${placeholders.file}>`, options.mark)
    .option(`--funding <${placeholders.file}>`, options.funding)
    .option(`--set <${placeholders.pair}>`, options.set, listed)
    .option(`--strategy <${placeholders.file}>`, options.ownStrategy)
    .option(`--interval <${placeholders.span}>`, options.interval)
    .addOption(new Option("--on-bad-row <error|skip>", options.onBadRow).choices(["error", "skip"]))
    .option(`--format <${placeholders.name}>`, options.format)
    .option(`--table <${placeholders.name}>`, options.table)
    .addOption(fillOption({ texts }))
    .option("--no-cache", options.noCache)
    .option("--rehash", texts.data.options.rehash)
    .option(`--home <${placeholders.folder}>`, texts.data.options.home);
}

function addRuns(program: Command, context: CommandContext): void {
  const { options, placeholders, commands } = context.texts;
  const run = prepare(program.command("run"), context).description(commands.run);
  addFollowOptions(addDataOptions(run, context), context)
    .option(`--out <${placeholders.file}>`, options.out)
    .option(`--trades <${placeholders.file}>`, options.trades)
    .option(`--equity <${placeholders.file}>`, options.equity)
    .addOption(new Option("--layer <lazy|plain>", options.layer).choices(["lazy", "plain"]))
    .option("--json", options.json)
    .action(async (config: string, values: RunOptions) => {
      const { runCommand } = await import("./commands/run.js");
      await runCommand(config, values, context);
    });
  const envelope = prepare(program.command("envelope"), context).description(commands.envelope);
  addDataOptions(envelope, context)
    .option("--json", options.json)
    .action(async (config: string, values: EnvelopeOptions) => {
      const { envelopeCommand } = await import("./commands/envelope.js");
      await envelopeCommand(config, values, context);
    });
  addCalibrate(program, context);
  addSweep(program, context, addDataOptions);
  addOptimise(program, context, addDataOptions);
  addWalkForward(program, context, addDataOptions);
  addTrust(program, context, addDataOptions);
  addRisk(program, context, addDataOptions);
  prepare(program.command("demo"), context)
    .description(commands.demo)
    .option(`--bars <${placeholders.count}>`, options.bars)
    .option(`--seed <${placeholders.count}>`, options.seed)
    .option("--json", options.json)
    .action(async (values: DemoOptions) => {
      const { demoCommand } = await import("./commands/demo.js");
      await demoCommand(values, context);
    });
}

function addFiles(program: Command, context: CommandContext): void {
  const { options, placeholders, commands, arguments: names } = context.texts;
  prepare(program.command("init"), context)
    .description(commands.init)
    .argument("[file]", names.initFile)
    .option(`--strategy <${placeholders.name}>`, options.strategy)
    .option("--force", options.force)
    .action(async (file: string | undefined, values: InitOptions) => {
      const { initCommand } = await import("./commands/init.js");
      await initCommand(file, values, context);
    });
  prepare(program.command("report"), context)
    .description(commands.report)
    .argument("<result>", names.result)
    .requiredOption(`--out <${placeholders.file}>`, options.reportOut)
    .action(async (result: string, values: ReportOptions) => {
      const { reportCommand } = await import("./commands/report.js");
      await reportCommand(result, values, context);
    });
}

function addLists(program: Command, context: CommandContext): void {
  const { options, commands, arguments: names } = context.texts;
  prepare(program.command("strategies"), context)
    .description(commands.strategies)
    .argument("[name]", names.strategy)
    .option("--json", options.json)
    .action(async (name: string | undefined, values: { readonly json?: boolean }) => {
      const { strategiesCommand } = await import("./commands/strategies.js");
      strategiesCommand(name, values.json === true, context);
    });
  addStrategies(program, context);
  addInstruments(program, context);
  prepare(program.command("schema"), context)
    .description(commands.schema)
    .action(async () => {
      const { schemaCommand } = await import("./commands/schema.js");
      schemaCommand(context);
    });
}

/** The whole command, ready to parse arguments; wrong usage is thrown as a CommanderError. */
export function buildProgram(context: CommandContext): Command {
  const { texts } = context;
  const program = prepare(new Command("perpmill"), context)
    .description(texts.description)
    .version(ENGINE_VERSION, "-V, --version", texts.versionOption)
    .helpCommand("help [command]", texts.helpCommand);
  addRuns(program, context);
  addFiles(program, context);
  addData(program, context);
  addCache(program, context);
  addLists(program, context);
  addServer(program, context);
  return program;
}
