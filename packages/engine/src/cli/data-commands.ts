/** The grammar of `perpmill data …`. */
import { type Command, Option } from "commander";
import { MARKETS } from "../download/archive-layout.js";
import type { DownloadCommandOptions } from "./commands/download.js";
import type { CommandContext } from "./context.js";
import { prepare } from "./prepare-command.js";
import { addStoreCommands } from "./store-commands.js";

function addDownload(data: Command, context: CommandContext): void {
  const { download, options, placeholders } = context.texts;
  prepare(data.command("download"), context)
    .description(download.command)
    .argument("<symbol>", download.symbol)
    .addOption(new Option("--market <um|cm|spot>", download.market).choices(MARKETS))
    .option(`--interval <${placeholders.span}>`, download.interval)
    .requiredOption(`--from <${placeholders.date}>`, download.from)
    .option(`--to <${placeholders.date}>`, download.to)
    .option(`--kinds <${placeholders.names}>`, download.kinds)
    .option(`--exchange <${placeholders.name}>`, download.exchange)
    .option(`--parallel <${placeholders.count}>`, download.parallel)
    .option(`--archive-url <${placeholders.url}>`, download.archiveUrl)
    .option(`--api-url <${placeholders.url}>`, download.apiUrl)
    .option(`--home <${placeholders.folder}>`, download.home)
    .option("--json", options.json)
    .action(async (symbol: string, values: DownloadCommandOptions) => {
      const { downloadCommand } = await import("./commands/download.js");
      await downloadCommand(symbol, values, context);
    });
}

/** Adds `data` and what is below it. */
export function addData(program: Command, context: CommandContext): void {
  const data = prepare(program.command("data"), context).description(context.texts.commands.data);
  addDownload(data, context);
  addStoreCommands(data, context);
}
