/** Options of `perpmill run` that make it go on with live bars. */
import { type Command, Option } from "commander";
import { MARKETS } from "../download/archive-layout.js";
import type { CommandContext } from "./context.js";

/** Adds `--follow` and what belongs to it. */
export function addFollowOptions(command: Command, { texts }: CommandContext): Command {
  const { follow, placeholders, download } = texts;
  return command
    .option("--follow", follow.follow)
    .option(`--follow-bars <${placeholders.count}>`, follow.followBars)
    .option(`--symbol <${placeholders.name}>`, follow.symbol)
    .addOption(new Option("--market <um|cm|spot>", follow.market).choices(MARKETS))
    .option(`--state <${placeholders.folder}>`, follow.state)
    .option(`--api-url <${placeholders.url}>`, download.apiUrl)
    .option(`--ws-url <${placeholders.url}>`, follow.wsUrl);
}
