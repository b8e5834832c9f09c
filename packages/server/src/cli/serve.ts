/** `perpmill serve`. */
import { ENGINE_VERSION } from "@perpmill/engine";
import { startServer } from "../server.js";
import { shownSetting } from "../settings/read-settings.js";
import { UsageError } from "../usage-error.js";
import type { ServerContext } from "./context.js";
import { openPage } from "./open-page.js";
import { type SettingOptions, settingsOf, settingsTable } from "./settings-options.js";

export type ServeOptions = SettingOptions & {
  readonly printConfig?: boolean;
  readonly json?: boolean;
  readonly open?: boolean;
};

/** Errors of listening that the person at the terminal can do something about. */
function listenProblem(error: unknown, at: string, { texts }: ServerContext): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return new UsageError(texts.portTaken(at));
  if (code === "EACCES") return new UsageError(texts.portDenied(at));
  return error;
}

/** Serves until it is told to stop; says where, and how to make the first account. */
export async function serveCommand(options: ServeOptions, context: ServerContext): Promise<void> {
  const { host, texts } = context;
  const { printConfig, json, open, ...given } = options;
  const read = await settingsOf(given, context);
  if (printConfig === true) {
    const { settings, sources } = read;
    const shown = Object.entries(sources).map(([name, source]) => {
      const value = shownSetting(name as keyof typeof settings, settings);
      return [name, { value, source }];
    });
    host.stdout.write(
      json === true
        ? `${JSON.stringify(Object.fromEntries(shown), null, 2)}\n`
        : settingsTable(read, context),
    );
    return;
  }
  // On a terminal people read the lines below; a log is for where it is collected, or asked for.
  const quiet = host.stdout.isTTY === true && read.sources.logLevel === "default";
  const settings = quiet ? { ...read.settings, logLevel: "warn" as const } : read.settings;
  const { app, url } = await startServer(settings).catch((error: unknown) => {
    throw listenProblem(error, `${settings.host}:${settings.port}`, context);
  });
  const token = await app.accounts.setupToken();
  const lines = [
    texts.listening(ENGINE_VERSION, url),
    texts.home(settings.home),
    texts.database(
      settings.databaseUrl === null ? app.paths.database : shownSetting("databaseUrl", settings),
    ),
    ...(settings.singleUser ? [texts.singleUser] : []),
    ...(app.settings.webFolder === null ? [texts.noWeb] : []),
    ...(token === null ? [] : ["", texts.setup(`${url}/setup`, token)]),
    texts.stop,
  ];
  host.stderr.write(`${lines.join("\n")}\n`);
  if (open !== true || app.settings.webFolder === null) return;
  const page = token === null ? url : `${url}/setup`;
  if (!(await openPage(page, host.platform))) host.stderr.write(`${texts.notOpened(page)}\n`);
}
