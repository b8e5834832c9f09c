/** Who there is, and who is who: `app.accounts`. */
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { Principal } from "../../../access.js";
import type { UsersTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { LogIn as LogInFacts, Profile as ProfileFacts } from "../../../schemas/accounts.js";
import type { Credentials } from "../guard/credentials.js";
import { scopesOf } from "../guard/decide.js";
import { accessTokens } from "./access-tokens.js";
import { ApiKeys } from "./api-keys.js";
import { ApiKeysRepository } from "./api-keys-repository.js";
import { LogIn } from "./log-in.js";
import { LoginDelays } from "./login-delays.js";
import { LoginFailuresRepository } from "./login-failures-repository.js";
import { Passwords } from "./passwords.js";
import { secretOf } from "./secret-files.js";
import { type Session, type SessionOrigin, Sessions } from "./sessions.js";
import { SessionsRepository } from "./sessions-repository.js";
import { ensureLocalUser, type FirstAdmin, SetUp } from "./set-up.js";
import { Users } from "./users.js";
import { UsersRepository } from "./users-repository.js";

const KEY_FILE = "access-token.key";

/** A name and a password, as typed. */
export interface NamedPassword {
  readonly name: string;
  readonly password: string;
}

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** What a log-out has of the log-in that it ends; both may be there. */
export interface OpenTokens {
  readonly refreshToken: string | undefined;
  readonly accessToken: string | undefined;
}

export interface Accounts {
  /** Who shows these credentials. Throws TOKEN_INVALID; null for a cookie that is no longer good */
  authenticate(credentials: Credentials): Promise<Principal | null>;
  /** The one user of `--single-user`, and only there */
  localUser(): Principal;
  /** Whether the first administrator has to be made; never without log-in */
  setupNeeded(): Promise<boolean>;
  /** The one-time token of the first start; null when somebody can log in, or nobody has to */
  setupToken(): Promise<string | null>;
  /** Makes the first administrator and logs him in. Throws SETUP_TOKEN_WRONG */
  setUp(admin: FirstAdmin, origin: SessionOrigin): Promise<Session>;
  /** Throws CREDENTIALS_WRONG, LOGIN_DELAYED, RATE_LIMITED */
  logIn(who: NamedPassword, origin: SessionOrigin): Promise<Session>;
  /** A new log-in for a user who is known to be who he is */
  openSession(user: UsersTable, origin: SessionOrigin): Promise<Session>;
  /** Throws TOKEN_INVALID; a token that was used before ends its log-in */
  refresh(refreshToken: string, origin: SessionOrigin): Promise<Session>;
  logOut(tokens: OpenTokens): Promise<void>;
  /** Throws NOT_FOUND */
  logOutEverywhere(userId: string): Promise<void>;
  /** A user's open log-ins, the last used first; `current`: the one of these credentials */
  logIns(userId: string, credentials: Credentials | null): Promise<readonly LogInFacts[]>;
  /** Ends one of them. Throws NOT_FOUND */
  endLogIn(userId: string, id: string): Promise<void>;
  /** Ends all log-ins and gives a new one. Throws CREDENTIALS_WRONG, LOGIN_DELAYED, CONFLICT */
  changePassword(userId: string, change: PasswordChange, origin: SessionOrigin): Promise<Session>;
  /** What somebody is told about himself */
  profile(principal: Principal): Promise<ProfileFacts>;
  readonly users: Users;
  readonly apiKeys: ApiKeys;
  /**
   * Calls when log-ins of a user have ended (log-out, another role or password, disabled, deleted): open
   * connections of his are to be closed; who may still come in comes back. Returns what ends the calls
   */
  onEnded(listener: (userId: string) => void): () => void;
}

declare module "fastify" {
  interface FastifyInstance {
    accounts: Accounts;
  }
}

function principalOf(user: UsersTable, via: Principal["via"]): Principal {
  const scopes = new Set(scopesOf(user.role));
  return { userId: user.id, name: user.name, role: user.role, scopes, via };
}

interface Parts {
  readonly sessions: Sessions;
  readonly logIn: LogIn;
  readonly setUp: SetUp;
  readonly users: Users;
  readonly apiKeys: ApiKeys;
  readonly local: UsersTable | null;
  readonly listeners: Set<(userId: string) => void>;
}

async function makeParts(app: FastifyInstance): Promise<Parts> {
  const { db, clock, settings } = app;
  const folder = app.paths.secrets;
  const listeners: Parts["listeners"] = new Set();
  const ended = (userId: string) => {
    for (const listener of listeners) listener(userId);
  };
  const users = new UsersRepository(db);
  const logIns = new SessionsRepository(db);
  const passwords = new Passwords();
  const tokens = await accessTokens(app, await secretOf(folder, KEY_FILE));
  const sessions = new Sessions({
    db,
    clock,
    users,
    tokens,
    sessions: logIns,
    refreshTokenMs: settings.refreshTokenMs,
  });
  const delays = new LoginDelays(new LoginFailuresRepository(db), clock);
  return {
    sessions,
    listeners,
    logIn: new LogIn({ users, passwords, delays }),
    setUp: new SetUp({ db, clock, users, passwords, folder }),
    users: new Users({ db, clock, users, sessions: logIns, passwords, ended }),
    apiKeys: new ApiKeys(new ApiKeysRepository(db), users, clock),
    local: settings.singleUser ? await ensureLocalUser(users, clock.nowMs()) : null,
  };
}

async function authenticate(parts: Parts, credentials: Credentials): Promise<Principal | null> {
  if (credentials.kind === "key") {
    const principal = await parts.apiKeys.principalOf(credentials.key);
    if (principal === null) throw new ServerError("TOKEN_INVALID");
    return principal;
  }
  const user = await parts.sessions.userOf(credentials.token);
  if (user !== null) return principalOf(user, credentials.kind);
  if (credentials.kind === "cookie") return null;
  throw new ServerError("TOKEN_INVALID");
}

function makeAccounts(parts: Parts): Accounts {
  const { sessions, users, apiKeys, listeners, local } = parts;
  const ended = (userId: string | null) => {
    if (userId !== null) for (const listener of listeners) listener(userId);
  };
  return {
    users,
    apiKeys,
    authenticate: (credentials) => authenticate(parts, credentials),
    localUser() {
      if (local === null) throw new ServerError("UNAUTHENTICATED");
      return {
        ...principalOf(local, "singleUser"),
        role: "admin",
        scopes: new Set(scopesOf("admin")),
      };
    },
    setupNeeded: async () => local === null && parts.setUp.needed(),
    setupToken: async () => (local === null ? parts.setUp.token() : null),
    setUp: async (admin, origin) => sessions.open(await parts.setUp.complete(admin), origin),
    async logIn({ name, password }, origin) {
      return sessions.open(await parts.logIn.check(name, password, origin.address), origin);
    },
    openSession: (user, origin) => sessions.open(user, origin),
    refresh: (refreshToken, origin) => sessions.refresh(refreshToken, origin),
    async logOut({ refreshToken, accessToken }) {
      if (refreshToken !== undefined) ended(await sessions.close(refreshToken));
      if (accessToken !== undefined) ended(await sessions.closeByAccess(accessToken));
    },
    async logOutEverywhere(userId) {
      await users.endLogIns(userId);
    },
    async logIns(userId, credentials) {
      const token = credentials !== null && credentials.kind !== "key" ? credentials.token : null;
      const current = token === null ? null : sessions.logInOf(token);
      return (await sessions.openOf(userId)).map((one) => ({
        id: one.family_id,
        current: one.family_id === current,
        begunMs: one.begun_ms,
        usedMs: one.issued_ms,
        expiresMs: one.expires_ms,
        userAgent: one.user_agent,
        address: one.address,
      }));
    },
    async endLogIn(userId, id) {
      await sessions.closeOne(userId, id);
      ended(userId);
    },
    async changePassword(userId, { currentPassword, newPassword }, origin) {
      const user = await users.get(userId);
      if (user.password_hash === null) {
        throw new ServerError("CONFLICT", { message: `${user.name} has no password` });
      }
      await parts.logIn.check(user.name, currentPassword, origin.address);
      return sessions.open(await users.change(userId, { password: newPassword }), origin);
    },
    async profile({ userId, name, role, scopes, via }) {
      const { created_ms, preferences } = await users.get(userId);
      return {
        id: userId,
        name,
        username: name,
        role,
        scopes: [...scopes],
        via,
        preferences: JSON.parse(preferences),
        createdMs: created_ms,
        success: true,
        user: { id: userId, username: name, name, role },
      };
    },
    onEnded(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const accountsPlugin = fp(
  async (app) => {
    app.decorate("accounts", makeAccounts(await makeParts(app)));
  },
  { name: "accounts", fastify: "5.x", dependencies: ["guard", "database"] },
);
