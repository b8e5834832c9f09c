/** `perpmill-server` as a real process, on a data directory of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const COMMAND = fileURLToPath(new URL("../../bin/perpmill-server.js", import.meta.url));
const START_MS = 30_000;

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly home: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** A fresh folder for a server, removed after the tests of the file. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), "perpmill-command-"));
  homes.push(home);
  return home;
}

function start(args: readonly string[], { home, env }: CommandOptions): ChildProcess {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH, PERPMILL_HOME: home, LANG: "C", ...env },
    stdio: "pipe",
  });
}

function collected(child: ChildProcess): { stdout: string; stderr: string } {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  return texts;
}

/** Runs the command to its end. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const child = start(args, options);
  const texts = collected(child);
  child.stdin?.end(options.stdin ?? "");
  const [exitCode] = await once(child, "close");
  return { exitCode, ...texts };
}

/** Runs the command for a reader who has gone. @returns the exit code, and what it complained of */
export async function runUnread(
  args: readonly string[],
  options: CommandOptions,
): Promise<Omit<CommandResult, "stdout">> {
  const child = start(args, options);
  const texts = collected(child);
  child.stdin?.end();
  child.stdout?.destroy();
  const [exitCode] = await once(child, "close");
  return { exitCode, stderr: texts.stderr };
}

/** A server in a process of its own that listens. */
export interface ServingCommand {
  readonly url: string;
  readonly pid: number;
  /** what it wrote so far */
  readonly texts: { readonly stdout: string; readonly stderr: string };
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `serve` on any free port. Rejects with what it wrote when it ends instead */
export async function serve(
  args: readonly string[],
  options: CommandOptions,
): Promise<ServingCommand> {
  const child = start(["serve", "--port", "0", ...args], options);
  const texts = collected(child);
  const ended = once(child, "close");
  const deadline = performance.now() + START_MS;
  for (;;) {
    const url = / at (http:\/\/\S+)/.exec(texts.stderr)?.[1];
    if (url !== undefined && /Ctrl-C/.test(texts.stderr)) {
      const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
        child.kill(signal);
        const [exitCode] = await ended;
        return exitCode as number | null;
      };
      return { url, pid: child.pid ?? 0, texts, stop };
    }
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the server did not start:\n${texts.stdout}${texts.stderr}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The one-time token that the terminal shows. */
export function setupTokenOf({ texts }: ServingCommand): string {
  const token = /^ {4}(\S{20,})$/m.exec(texts.stderr)?.[1];
  if (token === undefined) throw new Error(`no token in:\n${texts.stderr}`);
  return token;
}

/** Sends JSON; the answer's status and JSON. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
}
