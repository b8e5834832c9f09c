/** The whole command as a function of its arguments and its surroundings. */
import { ENGINE_VERSION, PerpmillError } from "@perpmill/engine";
import { Command, CommanderError } from "commander";
import { SERVER_ERRORS, ServerError } from "../errors.js";
import type { Language } from "../language.js";
import type { SettingName } from "../settings/settings.js";
import { UsageError } from "../usage-error.js";
import { SHARED_SETTINGS } from "../worker/worker-settings.js";
import type { ServerContext, ServerHost } from "./context.js";
import type { MaintenanceOptions } from "./maintenance.js";
import type { MigrateOptions } from "./migrate.js";
import type { ServeOptions } from "./serve.js";
import { addSettings } from "./settings-options.js";
import { serverTexts } from "./texts.js";
import type { UserAction, UserOptions } from "./user.js";
import type { WorkerCommandOptions } from "./worker.js";

/** The settings of commands that work on the database alone. */
const DATABASE_SETTINGS = ["home", "databaseUrl"] as const;

/** The language of `--lang`, else of the locale. */
function chooseLanguage(argv: readonly string[], env: ServerHost["env"]): Language {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at < 0 ? undefined : (argv[at].split("=")[1] ?? argv[at + 1]);
  if (asked === "en" || asked === "zh") return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function prepare(command: Command, { host, texts }: ServerContext): Command {
  return command
    .exitOverride()
    .helpOption("-h, --help", texts.helpOption)
    .option("--lang <en|zh>", texts.lang)
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: () => {},
    });
}

function addServe(program: Command, context: ServerContext): void {
  const { texts } = context;
  const serve = prepare(program.command("serve"), context).description(texts.serve);
  addSettings(serve, context)
    .option("--open", texts.open)
    .option("--print-config", texts.printConfig)
    .option("--json", texts.json)
    .addHelpText(
      "after",
      `\n${texts.examples}\n  perpmill serve\n  perpmill serve --single-user\n  perpmill serve --host 0.0.0.0 --allowed-hosts perpmill.example --trust-proxy 127.0.0.1/32\n  perpmill serve --print-config\n`,
    )
    .action(async (options: ServeOptions) => {
      const { serveCommand } = await import("./serve.js");
      await serveCommand(options, context);
    });
}

function addWorker(program: Command, context: ServerContext): void {
  const { texts } = context;
  const worker = prepare(program.command("worker"), context).description(texts.worker);
  addSettings(worker, context, SHARED_SETTINGS)
    .option("--concurrency <number>", texts.concurrency)
    .option("--server-url <url>", texts.serverUrl)
    .option("--api-key <key>", texts.apiKey)
    .option("--api-key-file <file>", texts.apiKeyFile)
    .option("--name <name>", texts.workerName)
    .addHelpText(
      "after",
      `\n${texts.examples}\n  export PERPMILL_DATABASE_URL=postgres://worker:…@db.example/perpmill PERPMILL_API_KEY=pmk_…\n  perpmill worker --server-url https://perpmill.example --concurrency 8\n`,
    )
    .action(async (options: WorkerCommandOptions) => {
      const { workerCommand } = await import("./worker.js");
      await workerCommand(options, context);
    });
}

const USER_EXAMPLES =
  "perpmill user list\n  perpmill user add ada --role admin < password.txt\n  perpmill user disable ada\n";

function addUser(program: Command, context: ServerContext): void {
  const { texts } = context;
  const user = prepare(program.command("user"), context)
    .description(texts.user)
    .helpCommand("help [command]", texts.helpCommand)
    .addHelpText("after", `\n${texts.examples}\n  ${USER_EXAMPLES}`);
  const run = async (action: UserAction, options: UserOptions) => {
    const { userCommand } = await import("./user.js");
    await userCommand(action, options, context);
  };
  const sub = (name: string, description: string) => {
    const command = prepare(user.command(name), context).description(description);
    return addSettings(command, context, DATABASE_SETTINGS).option("--json", texts.json);
  };
  sub("list", texts.userList).action((options) => run({ do: "list" }, options));
  sub("add", texts.userAdd)
    .argument("<name>", texts.userName)
    .option("--role <role>", texts.role, "user")
    .action((name, options) => run({ do: "add", name }, options));
  sub("role", texts.userRole)
    .argument("<name>", texts.userName)
    .argument("<role>", texts.role)
    .action((name, role, options) => run({ do: "role", name, role }, options));
  const named = {
    password: texts.userPassword,
    disable: texts.userDisable,
    enable: texts.userEnable,
  };
  for (const word of ["password", "disable", "enable"] as const) {
    sub(word, named[word])
      .argument("<name>", texts.userName)
      .action((name, options) => run({ do: word, name }, options));
  }
}

function addMaintenance(program: Command, context: ServerContext): void {
  const { texts } = context;
  const add = (name: string, description: string, settings: readonly SettingName[]) =>
    addSettings(
      prepare(program.command(name), context).description(description),
      context,
      settings,
    ).option("--json", texts.json);
  add("backup", texts.backup, DATABASE_SETTINGS)
    .argument("<file>", texts.backupFile)
    .action(async (file: string, options: MaintenanceOptions) => {
      const { backupCommand } = await import("./maintenance.js");
      await backupCommand(file, options, context);
    });
  add("restore", texts.restore, DATABASE_SETTINGS)
    .argument("<file>", texts.restoreFile)
    .option("--replace", texts.replace)
    .action(async (file: string, options: MaintenanceOptions) => {
      const { restoreCommand } = await import("./maintenance.js");
      await restoreCommand(file, options, context);
    });
  add("vacuum", texts.vacuum, [...DATABASE_SETTINGS, "retentionDays"])
    .option("--trust-clock", texts.trustClock)
    .action(async (options: MaintenanceOptions) => {
      const { vacuumCommand } = await import("./maintenance.js");
      await vacuumCommand(options, context);
    });
}

function addMigrate(program: Command, context: ServerContext): void {
  const { texts } = context;
  const command = prepare(program.command("migrate"), context).description(texts.migrate);
  addSettings(command, context, DATABASE_SETTINGS)
    .argument("<folder>", texts.migrateFolder)
    .option("--user <name>", texts.migrateUser)
    .option("--dry-run", texts.dryRun)
    .option("--json", texts.json)
    .action(async (folder: string, options: MigrateOptions) => {
      const { migrateCommand } = await import("./migrate.js");
      await migrateCommand(folder, options, context);
    });
}

/** The grammar of the command. */
export function buildProgram(context: ServerContext): Command {
  const { texts } = context;
  const program = prepare(new Command("perpmill-server"), context)
    .description(texts.description)
    .helpCommand("help [command]", texts.helpCommand)
    .version(ENGINE_VERSION, "-V, --version", texts.versionOption);
  addServe(program, context);
  addWorker(program, context);
  addUser(program, context);
  addMaintenance(program, context);
  addMigrate(program, context);
  return program;
}

/** Exit code and text of a failure: 2 for what was asked wrongly, 1 for what went wrong. */
function failureOf(error: unknown, language: Language): { exitCode: number; text: string } {
  if (error instanceof UsageError) return { exitCode: 2, text: error.message };
  if (error instanceof CommanderError) {
    return { exitCode: 2, text: error.message.replace(/^error: /, "") };
  }
  if (error instanceof ServerError) {
    const { title, hint, status } = SERVER_ERRORS[error.code];
    const detail = error.message === title.en ? title[language] : error.message;
    return { exitCode: status >= 500 ? 1 : 2, text: `${error.code}: ${detail}\n${hint[language]}` };
  }
  if (error instanceof PerpmillError) {
    return { exitCode: 2, text: `${error.code}: ${error.message}\n${error.hint ?? ""}`.trim() };
  }
  return { exitCode: 1, text: error instanceof Error ? error.message : String(error) };
}

/**
 * Runs the command; `serve` goes on after it returns.
 * @returns the exit code: 0, 2 for bad input, 1 for failed work; never throws
 */
export async function main(argv: readonly string[], host: ServerHost): Promise<number> {
  const language = chooseLanguage(argv, host.env);
  const context: ServerContext = { host, language, texts: serverTexts(language) };
  const program = buildProgram(context);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { exitCode, text } = failureOf(error, language);
    host.stderr.write(`${context.texts.error}: ${text}\n`);
    return exitCode;
  }
}
