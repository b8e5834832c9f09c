/** The app on a real server with a home of its own, for tests in a browser. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { findChromium } from "../../../../scripts/find-chromium.mjs";

const SERVER = fileURLToPath(new URL("../../../server", import.meta.url));

/** Why these tests cannot run here; null: they can. */
export function whyNot(): string | null {
  if (findChromium() === null) return "there is no Chromium: set CHROMIUM_PATH";
  const built = existsSync(join(SERVER, "dist/cli/bin.js"));
  return built ? null : "packages/server is not built: npm run build";
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  probe.close();
  await once(probe, "close");
  return address.port;
}

export interface ServedOptions {
  /** whether people have to log in; default: a server of one user */
  readonly logIn?: boolean;
  /** the folder of the built app; default: the one that tests have built */
  readonly webFolder?: string;
}

/** A server with the app. */
export class ServedApp {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #logIn: boolean;
  readonly #webFolder: string | null;
  #child: ChildProcess | null = null;

  private constructor(port: number, folder: string, { logIn = false, webFolder }: ServedOptions) {
    this.#port = port;
    this.#folder = folder;
    this.#logIn = logIn;
    this.#webFolder = webFolder ?? null;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(options: ServedOptions = {}): Promise<ServedApp> {
    const folder = await mkdtemp(join(tmpdir(), "perpmill-web-"));
    const app = new ServedApp(await freePort(), folder, options);
    await app.up();
    return app;
  }

  async up(): Promise<void> {
    const home = join(this.#folder, "home");
    const single = this.#logIn ? [] : ["--single-user"];
    const args = ["serve", ...single, "--home", home, "--port", String(this.#port)];
    this.#child = spawn(process.execPath, [join(SERVER, "bin/perpmill-server.js"), ...args], {
      env: { ...process.env, PERPMILL_WEB_FOLDER: this.#webFolder ?? inject("webFolder") },
      stdio: "ignore",
    });
    for (let attempt = 0; attempt < 300; attempt++) {
      const answer = await fetch(`${this.url}/api/v1/auth/status`).catch(() => null);
      if (answer?.ok) return;
      if (this.#child.exitCode !== null) break;
      await wait(100);
    }
    throw new Error("the server did not start");
  }

  /** What the terminal shows at the first start of a server with log-in. */
  async setUpToken(): Promise<string> {
    const path = join(this.#folder, "home", "server", "secrets", "setup-token");
    return (await readFile(path, "utf8")).trim();
  }

  /** Kills the server as a crash would. */
  async crash(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async end(): Promise<void> {
    await this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
