/**
 * `perpmill serve` and its like: commands of the package @perpmill/server, found when they are called and
 * run in a process of their own, so that the engine never imports the server.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { PerpmillError } from "../errors.js";
import { ENGINE_VERSION } from "../version.js";
import type { CommandContext } from "./context.js";
import { prepare } from "./prepare-command.js";

const PACKAGE = "@perpmill/server";

/** What is handed on as it is. */
export const SERVER_COMMANDS = [
  "serve",
  "worker",
  "user",
  "backup",
  "restore",
  "vacuum",
  "migrate",
] as const;
type ServerCommand = (typeof SERVER_COMMANDS)[number];

/** Whether the arguments are for the server. */
export function isServerCommand(argv: readonly string[]): boolean {
  return SERVER_COMMANDS.some((name) => name === argv[0]);
}

/** Adds the names and what they do, for the help; they are never parsed here. */
export function addServer(program: Command, context: CommandContext): void {
  for (const name of SERVER_COMMANDS) {
    prepare(program.command(name), context)
      .description(context.texts.server[name satisfies ServerCommand])
      .allowUnknownOption()
      .argument("[arguments...]", context.texts.server.rest);
  }
}

/**
 * The program of the installed server: beside the engine, or in the project that the command runs in.
 * @throws PACKAGE_MISSING
 */
function serverProgram(cwd: string): string {
  for (const from of [import.meta.url, pathToFileURL(join(cwd, "package.json")).href]) {
    let manifest: string;
    try {
      manifest = createRequire(from).resolve(`${PACKAGE}/package.json`);
    } catch {
      continue;
    }
    const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
    const program = join(dirname(manifest), bin["perpmill-server"]);
    if (existsSync(program)) return program;
  }
  throw new PerpmillError("PACKAGE_MISSING", {
    message: `this command needs the package ${PACKAGE}, which is not installed`,
    hint: `Run: npm install ${PACKAGE}@${ENGINE_VERSION}`,
  });
}

/**
 * Runs a command of the server in the foreground.
 * @returns its exit code
 * @throws PACKAGE_MISSING
 */
export function runServerCommand(
  argv: readonly string[],
  { host, lang }: CommandContext,
): Promise<number> {
  const spoken = argv.some((word) => word === "--lang" || word.startsWith("--lang="));
  return host.runNode(serverProgram(host.cwd), spoken ? argv : [...argv, "--lang", lang]);
}
