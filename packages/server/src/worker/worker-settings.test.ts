import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DEFAULT_SETTINGS } from "../settings/settings.js";
import { type WorkerFlags, workerSettings } from "./worker-settings.js";

const SHARED = { ...DEFAULT_SETTINGS, home: "home", databaseUrl: "postgres://db.example/perpmill" };
const FLAGS = { serverUrl: "https://perpmill.example/base" };

function read(flags: WorkerFlags, env = {}, shared = {}) {
  return workerSettings({ ...SHARED, ...shared }, flags, { env, cwd: "/" });
}

test("flags come before the environment, and a name and places are found without either", async () => {
  const env = { PERPMILL_SERVER_URL: "http://other", PERPMILL_CONCURRENCY: "7" };
  const found = await read({ ...FLAGS, concurrency: "3", name: "mill" }, env);
  expect(found).toMatchObject({ serverUrl: FLAGS.serverUrl, concurrency: 3, name: "mill" });
  expect(await read({}, env)).toMatchObject({ serverUrl: "http://other", concurrency: 7 });
  const { concurrency, name, apiKey } = await read(FLAGS);
  expect([concurrency > 0, name.length > 0, apiKey]).toEqual([true, true, null]);
});

test("the key is that of the flag, else of the file, else of the environment", async () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const apiKeyFile = join(folder, "key");
  writeFileSync(apiKeyFile, "pmk_of-the-file\n");
  const env = { PERPMILL_API_KEY: "pmk_of-the-environment" };
  const keyOf = async (flags: WorkerFlags) => (await read({ ...FLAGS, ...flags }, env)).apiKey;
  expect(await keyOf({ apiKey: "pmk_of-the-flag", apiKeyFile })).toBe("pmk_of-the-flag");
  expect(await keyOf({ apiKeyFile })).toBe("pmk_of-the-file");
  expect(await keyOf({})).toBe("pmk_of-the-environment");
});

test.each([
  ["without a database", FLAGS, { databaseUrl: null }, "--database-url"],
  ["without a server", {}, {}, "--server-url"],
  ["with an address that is none", { serverUrl: "perpmill.example" }, {}, "--server-url"],
  ["with a password in the address", { serverUrl: "https://a:secret@b.example" }, {}, "password"],
  ["with no place", { ...FLAGS, concurrency: "0" }, {}, "--concurrency: 0"],
  ["with half a place", { ...FLAGS, concurrency: "1.5" }, {}, "--concurrency: 1.5"],
  ["with a key that is none", { ...FLAGS, apiKey: "secret" }, {}, "pmk_"],
  ["with a key file that is not there", { ...FLAGS, apiKeyFile: "nowhere" }, {}, "--api-key-file"],
])("it does not start %s, and says so without a secret", async (_, flags, shared, said) => {
  const refused = read(flags, {}, shared);
  await expect(refused).rejects.toThrow(said);
  await expect(refused).rejects.not.toThrow("secret");
});
