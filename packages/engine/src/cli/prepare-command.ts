/** What every command has: language, help in that language with examples, errors as exceptions. */
import { type Command, Option } from "commander";
import { LANGUAGES } from "../reports/texts/index.js";
import type { CommandContext } from "./context.js";
import { examplesText } from "./examples.js";
import { textWidth, wrapText } from "./print/text-width.js";

/** Characters a line of help takes where the terminal does not say. */
const HELP_WIDTH = 100;

/** Collects the values of an option that may be repeated. */
export function listed(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `data list` for a command of a group, `perpmill` for the whole. */
function pathOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one?.parent; one = one.parent) names.unshift(one.name());
  return names.length === 0 ? command.name() : names.join(" ");
}

/** Gives a command its language option, its help with examples, and errors as exceptions. */
export function prepare(command: Command, { host, texts }: CommandContext): Command {
  return command
    .exitOverride()
    .helpOption("-h, --help", texts.helpOption)
    .addHelpText("after", () => examplesText(pathOf(command), texts))
    .configureHelp({
      styleTitle: (title) => texts.helpTitles[title] ?? title,
      displayWidth: textWidth,
      boxWrap: (text, width) => wrapText(text, width).join("\n"),
      optionDescription: (option) => option.description,
    })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      // What went wrong is told once, by reportFailure.
      writeErr: () => {},
      getOutHelpWidth: () => host.stdout.columns ?? HELP_WIDTH,
    })
    .addOption(new Option("--lang <en|zh>", texts.options.lang).choices(LANGUAGES));
}
