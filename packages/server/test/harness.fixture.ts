/** A whole server on a fresh data directory, with a clock that tests turn. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { buildApp } from "../src/app.js";
import type { Clock } from "../src/clock.js";
import { DEFAULT_SETTINGS, type Settings } from "../src/settings/settings.js";

/** The host that `inject` sends is answered. */
const DEFAULTS = { ...DEFAULT_SETTINGS, allowedHosts: ["localhost:80"] };

/** A clock that stands still until it is turned. */
export class TurnableClock implements Clock {
  #nowMs: number;

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** @param byMs negative: backwards */
  turn(byMs: number): void {
    this.#nowMs += byMs;
  }
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly clock: TurnableClock;
  readonly home: string;
  /** Closes the server and removes its data directory, unless that was given */
  close(): Promise<void>;
}

/**
 * A server ready for `inject`.
 * @param settings what differs from the defaults; with `home` a directory that stays, for restarts
 */
export async function testApp(
  settings: Partial<Settings> = {},
  clock = new TurnableClock(),
): Promise<TestApp> {
  const home = settings.home ?? mkdtempSync(join(tmpdir(), "perpmill-server-"));
  const app = await buildApp({ settings: { ...DEFAULTS, ...settings, home }, clock });
  const close = async () => {
    await app.close();
    if (settings.home === undefined) rmSync(home, { recursive: true, force: true });
  };
  return { app, clock, home, close };
}
