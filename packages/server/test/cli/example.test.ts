import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { newHome, post, serve, setupTokenOf } from "./command.fixture.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const REAL = join(ROOT, "../shared/data/perp_1m/ETHUSDT/ETHUSDT-1m-2024-01.zip");
const SYNTHETIC = join(ROOT, "data/synthetic-week/bars.csv.gz");

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
  },
};

const EXAMPLE = join(ROOT, "examples/follow-run.mjs");
const run = promisify(execFile);

test("the example is a script of 30 lines", () => {
  const lines = readFileSync(EXAMPLE, "utf8").trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(30);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test("the example uploads, follows a run and has the resultHash of the command line", async ({
  annotate,
}) => {
  const data = existsSync(REAL) ? REAL : SYNTHETIC;
  if (data === SYNTHETIC) await annotate("no ../shared/data: synthetic bars");
  const home = newHome();
  const config = join(home, "config.json");
  writeFileSync(config, JSON.stringify(CONFIG));
  const server = await serve([], { home });
  try {
    const api = `${server.url}/api/v1`;
    const admin = { token: setupTokenOf(server), name: "ada", password: "correct horse battery" };
    const { body } = await post(`${api}/auth/setup`, admin);
    const authorization = `Bearer ${body.accessToken}`;
    const scopes = ["runs:read", "runs:write", "data:read", "data:write"];
    const key = await post(`${api}/auth/api-keys`, { name: "example", scopes }, { authorization });
    const env = { PATH: process.env.PATH ?? "", PERPMILL_KEY: String(key.body.key) };
    const example = [EXAMPLE, server.url, data, config];
    const followed = await run(process.execPath, example, { env });
    expect(followed.stderr).toMatch(/^data:\S+: (ready|done)\n(.*\n)*run:\S+: done\n$/m);

    const command = [join(ROOT, "packages/engine/dist/cli/bin.js"), "run", config, "--data", data];
    const options = { env: { PATH: env.PATH, PERPMILL_HOME: newHome() }, maxBuffer: 1 << 26 };
    const { stdout } = await run(process.execPath, [...command, "--json"], options);
    expect(followed.stdout.trim()).toBe(JSON.parse(stdout).resultHash);
  } finally {
    await server.stop();
  }
});
