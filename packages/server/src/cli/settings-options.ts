/** The settings as options of a command, and as a table. */
import { type Command, Option } from "commander";
import {
  flagOf,
  type ReadSettings,
  readSettings,
  shownSetting,
  variablesOf,
} from "../settings/read-settings.js";
import { SETTING_NAMES, type SettingName, settingHelp } from "../settings/settings.js";
import type { ServerContext } from "./context.js";

/** Values of options by setting, and the file of settings. */
export type SettingOptions = Readonly<Partial<Record<SettingName, string | boolean>>> & {
  readonly config?: string;
};

const FLAGS_WITHOUT_VALUE: ReadonlySet<SettingName> = new Set(["singleUser", "publicDocs"]);

/** Adds `--config` and an option for each of `names`. */
export function addSettings(
  command: Command,
  { language, texts }: ServerContext,
  names: readonly SettingName[] = SETTING_NAMES,
): Command {
  for (const name of names) {
    const value = FLAGS_WITHOUT_VALUE.has(name) ? "" : " <value>";
    const [variable] = variablesOf(name);
    command.addOption(
      new Option(`${flagOf(name)}${value}`, `${settingHelp(name)[language]} (${variable})`),
    );
  }
  return command.option("--config <file>", texts.config);
}

/** Reads the settings that the options of a command, the environment and the file give. */
export function settingsOf(
  options: SettingOptions,
  { host }: ServerContext,
): Promise<ReadSettings> {
  const { config = null, ...flags } = options;
  return readSettings({
    flags: Object.fromEntries(
      SETTING_NAMES.flatMap((name) => {
        const value = flags[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    env: host.env,
    file: config,
    cwd: host.cwd,
    platform: host.platform,
  });
}

/** Every setting, its value and where it comes from, a line each. */
export function settingsTable({ settings, sources }: ReadSettings, context: ServerContext): string {
  const { texts } = context;
  const rows = [
    [texts.setting, texts.value, texts.source],
    ...SETTING_NAMES.map((name) => [name, shownSetting(name, settings), sources[name]]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map(([a, b, c]) => `${a.padEnd(widths[0])}  ${b.padEnd(widths[1])}  ${c}\n`).join("");
}
