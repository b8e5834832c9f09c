/** Settings from flags, environment and file, in that order, each checked where it was set. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { defaultHome } from "@perpmill/engine";
import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { UsageError } from "../usage-error.js";
import {
  DEFAULT_SETTINGS,
  SECRET_SETTINGS,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  SettingsSchema,
} from "./settings.js";

/** Where a value came from: `--port`, `PERPMILL_PORT`, the path of a file, or `default`. */
export type SettingSource = string;

/** Settings and what set each. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, SettingSource>>;
}

export interface SettingInputs {
  /** by name, as typed on the command line; `true` for a flag without a value */
  readonly flags: Readonly<Partial<Record<SettingName, string | boolean>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--config`; null: `server.json` in the data directory, when it is there */
  readonly file: string | null;
  readonly cwd: string;
  readonly platform: string;
}

function words(name: string): string[] {
  return name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** The flag of a setting: `--allowed-hosts`. */
export function flagOf(name: SettingName): string {
  return `--${words(name).join("-")}`;
}

/** The variables that set it, the first one wins: PERPMILL_DATABASE_URL, then DATABASE_URL. */
export function variablesOf(name: SettingName): readonly string[] {
  const own = `PERPMILL_${words(name).join("_").toUpperCase()}`;
  return name === "databaseUrl" ? [own, "DATABASE_URL"] : [own];
}

interface Shape {
  readonly type: string;
  readonly nullable: boolean;
}

function shapeOf(schema: TSchema): Shape {
  const { type, anyOf } = schema as { readonly type?: string; readonly anyOf?: readonly TSchema[] };
  if (anyOf === undefined) return { type: type ?? "string", nullable: false };
  return { type: shapeOf(anyOf[0]).type, nullable: true };
}

/** Text as the JSON value that a setting takes; what does not fit stays text, for the check to refuse. */
function readValue(name: SettingName, text: string | boolean): unknown {
  if (text === true) return true;
  const { type, nullable } = shapeOf(SettingsSchema.properties[name]);
  const trimmed = String(text).trim();
  if (nullable && (trimmed === "" || trimmed === "none")) return null;
  if (type === "integer" && /^\d+$/.test(trimmed)) return Number(trimmed);
  if (type === "boolean") {
    if (/^(1|true|yes|on)$/i.test(trimmed)) return true;
    if (/^(0|false|no|off)$/i.test(trimmed)) return false;
  }
  if (type === "array") {
    return trimmed
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  return trimmed;
}

function check(name: SettingName, value: unknown, source: SettingSource): void {
  const schema = SettingsSchema.properties[name];
  if (Value.Check(schema, value)) return;
  const [problem] = Value.Errors(schema, value);
  const shown = SECRET_SETTINGS.has(name) ? "a value" : JSON.stringify(value);
  throw new UsageError(
    `${source}: ${shown} is no ${name}: it ${problem?.message ?? "does not fit"}`,
  );
}

async function readSettingsFile(path: string, wanted: boolean): Promise<Record<string, unknown>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (!wanted && error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new UsageError(`${path}: the settings cannot be read: ${String(error)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path}: no JSON: ${String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${path}: the settings must be a JSON object`);
  }
  return { ...value };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Rules between settings. */
function checkTogether(settings: Settings): void {
  if (settings.singleUser && !LOOPBACK.test(settings.host)) {
    throw new UsageError(
      `--single-user needs no log-in, so it listens on loopback only, not on ${settings.host}. ` +
        "Leave --host out, or leave --single-user out and log in.",
    );
  }
}

/**
 * The settings of a server. `home` and folders are made absolute against `cwd`.
 * @throws UsageError for a value, a name or a file that does not fit, with where it was set
 */
export async function readSettings(inputs: SettingInputs): Promise<ReadSettings> {
  const { flags, env, cwd, platform } = inputs;
  const values: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  const sources = Object.fromEntries(SETTING_NAMES.map((name) => [name, "default"])) as Record<
    SettingName,
    SettingSource
  >;
  const set = (name: SettingName, value: unknown, source: SettingSource): void => {
    check(name, value, source);
    values[name] = value;
    sources[name] = source;
  };
  const setOutside = (name: SettingName): void => {
    const variable = variablesOf(name).find((one) => env[one] !== undefined);
    if (variable !== undefined) set(name, readValue(name, env[variable] ?? ""), variable);
    const flag = flags[name];
    if (flag !== undefined) set(name, readValue(name, flag), flagOf(name));
  };
  values.home = defaultHome(env, platform);
  setOutside("home");
  if (typeof values.home !== "string") {
    throw new UsageError("no data directory: set PERPMILL_HOME or give --home");
  }
  values.home = resolve(cwd, values.home);
  const path =
    inputs.file === null ? join(String(values.home), "server.json") : resolve(cwd, inputs.file);
  const file = await readSettingsFile(path, inputs.file !== null);
  for (const [name, value] of Object.entries(file)) {
    const known = SETTING_NAMES.find((one) => one === name && one !== "home");
    if (known === undefined) throw new UsageError(`${path}: there is no setting ${name}`);
    set(known, value, path);
  }
  for (const name of SETTING_NAMES) if (name !== "home") setOutside(name);
  const settings = absolute(values, cwd);
  checkTogether(settings);
  return { settings, sources };
}

function absolute(values: Readonly<Record<string, unknown>>, cwd: string): Settings {
  const settings = Value.Parse(SettingsSchema, values);
  return {
    ...settings,
    importFolders: settings.importFolders.map((folder) => resolve(cwd, folder)),
    webFolder: settings.webFolder === null ? null : resolve(cwd, settings.webFolder),
  };
}

/** A setting as it is shown: a password in a URL is left out. */
export function shownSetting(name: SettingName, settings: Settings): string {
  const value = settings[name];
  if (value === null) return "none";
  if (SECRET_SETTINGS.has(name)) return String(value).replace(/\/\/([^:@/]*):[^@/]*@/, "//$1:***@");
  return typeof value === "string" ? value : JSON.stringify(value);
}
