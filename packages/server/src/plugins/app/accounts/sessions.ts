/**
 * Log-ins. Each has short access tokens and one refresh token, which is exchanged for the next at every
 * use; whoever shows one again stole it or was stolen from, and the whole log-in ends.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, RefreshTokensTable, UsersTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { AccessTokens } from "./access-tokens.js";
import type { OpenLogIn, SessionsRepository } from "./sessions-repository.js";
import type { UsersRepository } from "./users-repository.js";

const BYTES = 32;
const USER_AGENT_LENGTH = 200;
const DAY_MS = 86_400_000;

/** Where a log-in comes from. */
export interface SessionOrigin {
  readonly address: string;
  readonly userAgent: string;
}

/** What a log-in gives. */
export interface Session {
  readonly user: UsersTable;
  readonly accessToken: string;
  readonly accessExpiresMs: number;
  /** for a cookie that scripts cannot read */
  readonly refreshToken: string;
  readonly refreshExpiresMs: number;
}

export interface SessionParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly users: UsersRepository;
  readonly sessions: SessionsRepository;
  readonly tokens: AccessTokens;
  readonly refreshTokenMs: number;
}

/** SHA-256 as hex: enough for what is random already. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function refused(): ServerError {
  return new ServerError("TOKEN_INVALID", { message: "the log-in has ended: log in again" });
}

export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** A new log-in of a user. */
  async open(user: UsersTable, origin: SessionOrigin, trx?: Kysely<Database>): Promise<Session> {
    const { sessions, clock, db } = this.#parts;
    await sessions.prune(clock.nowMs() - DAY_MS, trx ?? db);
    return this.#issue(user, randomUUID(), origin, trx ?? db);
  }

  /** The next tokens for a refresh token. Throws TOKEN_INVALID, having ended the log-in on a second use */
  async refresh(refreshToken: string, origin: SessionOrigin): Promise<Session> {
    const { db, sessions, users, clock } = this.#parts;
    const row = await sessions.byHash(hashOf(refreshToken));
    const nowMs = clock.nowMs();
    if (row === null || row.revoked_ms !== null || row.expires_ms <= nowMs) throw refused();
    const next = await db.transaction().execute(async (trx) => {
      if (!(await sessions.use(row.id, nowMs, trx))) return null;
      const user = await users.get(row.user_id, trx);
      if (user === null || user.disabled === 1) return null;
      return this.#issue(user, row.family_id, origin, trx);
    });
    if (next === null) {
      await sessions.revokeFamily(row.family_id, nowMs);
      throw refused();
    }
    return next;
  }

  /** Ends the log-in that a refresh token belongs to; null when it is none. Gives the user's id */
  async close(refreshToken: string): Promise<string | null> {
    const { sessions, clock } = this.#parts;
    const row = await sessions.byHash(hashOf(refreshToken));
    if (row === null) return null;
    await sessions.revokeFamily(row.family_id, clock.nowMs());
    return row.user_id;
  }

  /** Ends the log-in of an access token. Gives the user's id; null when the token is not good */
  async closeByAccess(accessToken: string): Promise<string | null> {
    const { sessions, clock, tokens } = this.#parts;
    const claims = tokens.verify(accessToken);
    if (claims === null) return null;
    await sessions.revokeFamily(claims.sid, clock.nowMs());
    return claims.sub;
  }

  /** A user's log-ins that have not ended, the last used first. */
  async openOf(userId: string): Promise<readonly OpenLogIn[]> {
    const { sessions, clock } = this.#parts;
    return sessions.openOf(userId, clock.nowMs());
  }

  /** Ends a log-in of a user. Throws NOT_FOUND when it is none of his that is open */
  async closeOne(userId: string, id: string): Promise<void> {
    const open = await this.openOf(userId);
    if (!open.some(({ family_id }) => family_id === id)) {
      throw new ServerError("NOT_FOUND", { message: `there is no open log-in ${id} of yours` });
    }
    await this.#parts.sessions.revokeFamily(id, this.#parts.clock.nowMs());
  }

  /** The log-in that an access token is of; null when it is none. */
  logInOf(accessToken: string): string | null {
    return this.#parts.tokens.verify(accessToken)?.sid ?? null;
  }

  /** The user of an access token; null when the token, the log-in or the user is no longer good. */
  async userOf(accessToken: string): Promise<UsersTable | null> {
    const claims = this.#parts.tokens.verify(accessToken);
    if (claims === null) return null;
    const user = await this.#parts.sessions.userOf(claims.sid, claims.sub);
    if (user === null || user.disabled === 1) return null;
    return user.tokens_valid_from_ms === claims.gen ? user : null;
  }

  async #issue(
    user: UsersTable,
    familyId: string,
    origin: SessionOrigin,
    trx: Kysely<Database>,
  ): Promise<Session> {
    const { sessions, clock, tokens, refreshTokenMs } = this.#parts;
    const nowMs = clock.nowMs();
    const refreshToken = randomBytes(BYTES).toString("base64url");
    const row: RefreshTokensTable = {
      id: randomUUID(),
      family_id: familyId,
      user_id: user.id,
      token_hash: hashOf(refreshToken),
      issued_ms: nowMs,
      expires_ms: nowMs + refreshTokenMs,
      used_ms: null,
      revoked_ms: null,
      user_agent: origin.userAgent.slice(0, USER_AGENT_LENGTH),
      address: origin.address,
    };
    await sessions.insert(row, trx);
    const gen = user.tokens_valid_from_ms;
    const access = tokens.sign({ sub: user.id, sid: familyId, gen });
    return {
      user,
      accessToken: access.token,
      accessExpiresMs: access.expiresMs,
      refreshToken,
      refreshExpiresMs: row.expires_ms,
    };
  }
}
