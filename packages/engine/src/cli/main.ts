/** The whole command as a function of its arguments and its surroundings. */
import { type Command, CommanderError } from "commander";
import type { CommandContext } from "./context.js";
import { EXIT, reportFailure } from "./failure.js";
import type { CliHost } from "./host.js";
import { chooseLanguage, cliTexts } from "./language.js";
import { buildProgram } from "./program.js";
import { isServerCommand, runServerCommand } from "./server-commands.js";

/** Endings of commander that are no failure: help or the version was asked for and printed. */
const FINE: ReadonlySet<string> = new Set([
  "commander.help",
  "commander.helpDisplayed",
  "commander.version",
]);

function givenBeforeDashes(argv: readonly string[], option: string): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).includes(option);
}

/** The command that arguments name, as far as they do: `perpmill data download`. */
function usedCommand(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command: Command | undefined = program;
  for (const word of argv) {
    command = command.commands.find((one) => one.name() === word);
    if (command === undefined) break;
    names.push(command.name());
  }
  return names.join(" ");
}

/**
 * Runs the command.
 * @param argv arguments without the program, such as `["run", "config.json", "--data", "bars.csv"]`
 * @returns the exit code: 0, 2 for bad input, 1 for failed work, 130 after Ctrl-C; never throws
 */
export async function main(argv: readonly string[], host: CliHost): Promise<number> {
  const lang = chooseLanguage(argv, host.env);
  const context: CommandContext = { host, lang, texts: cliTexts(lang) };
  const program = buildProgram(context);
  try {
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.ok;
    }
    if (isServerCommand(argv)) return await runServerCommand(argv, context);
    const bare = program.commands.find(
      (one) =>
        one.name() === argv[0] && one.commands.length > 0 && one.registeredArguments.length === 0,
    );
    if (bare !== undefined && argv.length === 1) {
      bare.outputHelp();
      return EXIT.ok;
    }
    await program.parseAsync([...argv], { from: "user" });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError && FINE.has(error.code)) return EXIT.ok;
    const usage = usedCommand(program, argv);
    return reportFailure(error, context, { json: givenBeforeDashes(argv, "--json"), usage });
  }
}
