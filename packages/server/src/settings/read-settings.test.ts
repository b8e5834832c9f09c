import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings, type SettingInputs, shownSetting } from "./read-settings.js";
import { SETTING_NAMES, settingHelp } from "./settings.js";

const home = mkdtempSync(join(tmpdir(), "perpmill-settings-"));
const inputs = (over: Partial<SettingInputs> = {}): SettingInputs => ({
  flags: {},
  env: { PERPMILL_HOME: home },
  file: null,
  cwd: home,
  platform: "linux",
  ...over,
});

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "perpmill-settings-")), "settings.json");
  writeFileSync(path, text);
  return path;
}

test("without anything set, the defaults hold and say so", async () => {
  const { settings, sources } = await readSettings(inputs());
  expect(settings).toMatchObject({ host: "127.0.0.1", port: 8000, singleUser: false, home });
  expect(sources).toMatchObject({ port: "default", home: "PERPMILL_HOME" });
});

test("a flag wins over a variable, a variable over the file", async () => {
  const file = fileWith('{"port": 1, "workers": 3, "logLevel": "warn"}');
  const env = { PERPMILL_HOME: home, PERPMILL_PORT: "2", PERPMILL_WORKERS: "4" };
  const { settings, sources } = await readSettings(inputs({ file, env, flags: { port: "5" } }));
  expect(settings).toMatchObject({ port: 5, workers: 4, logLevel: "warn" });
  expect(sources).toMatchObject({ port: "--port", workers: "PERPMILL_WORKERS", logLevel: file });
});

test("text becomes what the setting takes", async () => {
  const { settings } = await readSettings(
    inputs({
      flags: { singleUser: true, allowedHosts: "a.example, b.example:8443", importFolders: "in" },
      env: { PERPMILL_HOME: home, PERPMILL_PUBLIC_DOCS: "yes", PERPMILL_CACHE_LIMIT_BYTES: "none" },
    }),
  );
  expect(settings).toMatchObject({
    singleUser: true,
    publicDocs: true,
    allowedHosts: ["a.example", "b.example:8443"],
    importFolders: [join(home, "in")],
    cacheLimitBytes: null,
  });
});

test.each([
  ["--port", { flags: { port: "80000" } }],
  ["PERPMILL_WORKERS", { env: { PERPMILL_HOME: home, PERPMILL_WORKERS: "many" } }],
  ["--log-level", { flags: { logLevel: "loud" } }],
  ["--database-url", { flags: { databaseUrl: "mysql://x" } }],
  ["no setting prot", { file: fileWith('{"prot": 1}') }],
  ["no JSON", { file: fileWith("{") }],
  ["JSON object", { file: fileWith("[]") }],
  ["cannot be read", { file: join(home, "absent.json") }],
  ["loopback", { flags: { singleUser: true, host: "0.0.0.0" } }],
] satisfies [string, Partial<SettingInputs>][])("refuses with %s named", async (word, over) => {
  await expect(readSettings(inputs(over))).rejects.toThrow(word);
});

test("a password in the database's URL is not shown", async () => {
  const { settings } = await readSettings(
    inputs({ env: { PERPMILL_HOME: home, DATABASE_URL: "postgres://me:secret@db/perpmill" } }),
  );
  expect(shownSetting("databaseUrl", settings)).toBe("postgres://me:***@db/perpmill");
});

test("every setting says what it is for, in both languages", () => {
  for (const name of SETTING_NAMES) {
    const { en, zh } = settingHelp(name);
    expect(`${name} ${en.length > 5} ${/\p{Script=Han}/u.test(zh)}`).toBe(`${name} true true`);
  }
});
