/** A whole server on a fresh data directory, with a clock that tests turn. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { Role } from "../src/access.js";
import { buildApp } from "../src/app.js";
import type { Clock } from "../src/clock.js";
import { newUserRow } from "../src/plugins/app/accounts/users.js";
import { DEFAULT_SETTINGS, type Settings } from "../src/settings/settings.js";

/** The host that `inject` sends is answered. */
const DEFAULTS = { ...DEFAULT_SETTINGS, allowedHosts: ["localhost:80"] };

/** A clock that stands still until it is turned. */
export class TurnableClock implements Clock {
  #nowMs: number;
  #steadyMs = 0;

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  steadyMs(): number {
    return this.#steadyMs;
  }

  /** Lets time go by. */
  turn(byMs: number): void {
    this.#nowMs += byMs;
    this.#steadyMs += byMs;
  }

  /** Sets the time of day, without any going by. @param byMs negative: backwards */
  jump(byMs: number): void {
    this.#nowMs += byMs;
  }
}

/** A user who is logged in, and requests of his. */
export interface TestUser {
  readonly id: string;
  readonly accessToken: string;
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly clock: TurnableClock;
  readonly home: string;
  /** A new user of a role who is logged in; his name is his id, he has no password */
  as(role: Role): Promise<TestUser>;
  /** Closes the server and removes its data directory, unless that was given */
  close(): Promise<void>;
}

async function logInAs(app: FastifyInstance, role: Role): Promise<TestUser> {
  const id = randomUUID();
  const user = {
    ...newUserRow({ name: id, role }, "", app.clock.nowMs()),
    id,
    password_hash: null,
  };
  await app.db.insertInto("users").values(user).execute();
  const origin = { address: "127.0.0.1", userAgent: "test" };
  const { accessToken } = await app.accounts.openSession(user, origin);
  const authorization = `Bearer ${accessToken}`;
  const inject = (request: InjectOptions) =>
    app.inject({ ...request, headers: { authorization, ...request.headers } });
  return { id, accessToken, inject };
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
  const as = (role: Role) => logInAs(app, role);
  return { app, clock, home, as, close };
}
