/** No container can be built where these tests run; what can be read of Dockerfile and compose file is checked. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseYaml } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { variablesOf } from "../../src/settings/read-settings.js";
import { SETTING_NAMES } from "../../src/settings/settings.js";
import { newHome, serve } from "../cli/command.fixture.js";
import { parseDockerfile, type Stage, wordsOf } from "./dockerfile.fixture.js";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const textOf = (name: string) => readFileSync(join(ROOT, name), "utf8");
const stages = parseDockerfile(textOf("Dockerfile"));
const VARIABLES = SETTING_NAMES.flatMap((name) => variablesOf(name));

interface ComposeService {
  readonly build: string;
  readonly init: boolean;
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly tmpfs: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}
const compose = parseYaml(textOf("compose.yaml")) as Compose;

/** Whether a pattern of .dockerignore, with `**` and `*`, is that of a path. */
function isIgnored(path: string, pattern: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const source = literal.replace(/\*\*\/|\*/g, (star) => (star === "*" ? "[^/]*" : "(.*/)?"));
  return new RegExp(`^${source}$`).test(path);
}

function finalStage(): Stage {
  const stage = stages.at(-1);
  if (stage === undefined) throw new Error("the Dockerfile has no stage");
  return stage;
}

function only(name: string): string {
  const found = finalStage().instructions.filter((one) => one.name === name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0]?.text ?? "";
}

function environment(): Readonly<Record<string, string>> {
  const pairs = wordsOf(only("ENV")).map((word) => word.split("=") as [string, string]);
  return Object.fromEntries(pairs);
}

test("stages build on each other, and every source of a COPY is there", () => {
  const ignored = textOf(".dockerignore").split("\n").filter(Boolean);
  const names: string[] = [];
  for (const { name, instructions } of stages) {
    for (const { text } of instructions.filter((one) => one.name === "COPY")) {
      const words = wordsOf(text);
      const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
      if (from === undefined) {
        for (const source of words.filter((word) => !word.startsWith("--")).slice(0, -1)) {
          expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
        }
      } else {
        expect(names).toContain(from);
      }
    }
    names.push(name);
  }
  expect(isIgnored("packages/engine/dist", "**/dist")).toBe(true);
  for (const needed of [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "turbo.json",
    "tsconfig.base.json",
    "scripts/prune-dist.mjs",
    "packages/core-wasm/assembly/index.ts",
    "packages/engine/src/index.ts",
    "packages/server/src/server.ts",
    "packages/server/bin/perpmill-server.js",
  ]) {
    const parts = needed.split("/").map((_, index, all) => all.slice(0, index + 1).join("/"));
    const out = ignored.filter((glob) => parts.some((part) => isIgnored(part, glob)));
    expect([needed, existsSync(join(ROOT, needed)), out]).toEqual([needed, true, []]);
  }
});

test("images are of a Node that is supported, the same in every stage", () => {
  const images = stages.map(({ from }) => from);
  expect(new Set(images).size).toBe(1);
  const major = Number(/^node:(\d+)-/.exec(images[0] ?? "")?.[1]);
  expect([22, 24]).toContain(major);
});

test("what runs is not root, keeps its data in the volume and listens where it says", () => {
  const variables = environment();
  expect(wordsOf(only("USER"))).toEqual(["node"]);
  expect(only("VOLUME")).toBe(variables.PERPMILL_HOME);
  expect(only("EXPOSE")).toBe(variables.PERPMILL_PORT);
  const settings = Object.keys(variables).filter((name) => name !== "NODE_ENV");
  expect(settings.filter((name) => !VARIABLES.includes(name))).toEqual([]);
  const [node, program = ""] = wordsOf(only("ENTRYPOINT"));
  expect([node, existsSync(join(ROOT, program))]).toEqual(["node", true]);
  expect(wordsOf(only("CMD"))).toEqual(["serve"]);
  const last = finalStage().instructions.map(({ name }) => name);
  expect(last.lastIndexOf("RUN")).toBeLessThan(last.indexOf("USER"));
});

test("the health check tells a server that answers from one that does not", async () => {
  const [, command = ""] = only("HEALTHCHECK").split("CMD ");
  const [program = "", ...args] = wordsOf(command);
  expect(program).toBe("node");
  const server = await serve([], { home: newHome() });
  const env = { ...process.env, PERPMILL_PORT: new URL(server.url).port };
  const check = () => spawnSync(process.execPath, args, { env }).status;
  const answering = check();
  await server.stop();
  expect([answering, check()]).toEqual([0, 1]);
});

test("the compose file agrees with the Dockerfile and the settings", () => {
  const [service] = Object.values(compose.services);
  const { PERPMILL_PORT, PERPMILL_HOME } = environment();
  expect(service?.build).toBe(".");
  expect(service?.ports.map((port) => port.split(":").at(-1))).toEqual([PERPMILL_PORT]);
  // outside the machine, a proxy with TLS stands before it
  expect(service?.ports.every((port) => port.startsWith("127.0.0.1:"))).toBe(true);
  const [volume = "", target] = service?.volumes[0]?.split(":") ?? [];
  expect([Object.keys(compose.volumes), target]).toEqual([[volume], PERPMILL_HOME]);
  const unknown = Object.keys(service?.environment ?? {}).filter(
    (name) => !VARIABLES.includes(name),
  );
  expect(unknown).toEqual([]);
});
