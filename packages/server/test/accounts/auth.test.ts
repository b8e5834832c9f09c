/** Log-ins over whole requests: set-up, tokens, cookies, and how they end. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/settings/settings.js";
import { testApp } from "../harness.fixture.js";

const NAME = "Ada";
const PASSWORD = "correct horse battery";
const ADMIN = { name: NAME, password: PASSWORD };

async function server(settings: Partial<Settings> = {}) {
  const one = await testApp(settings);
  onTestFinished(one.close);
  const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
    one.app.inject({
      method: "POST",
      url: `/api/v1/auth/${url}`,
      headers,
      ...(payload && { payload }),
    });
  const profile = (headers: Record<string, string>) =>
    one.app.inject({ url: "/api/v1/auth/profile", headers });
  const setUp = async () => post("setup", { token: await one.app.accounts.setupToken(), ...ADMIN });
  return { ...one, post, profile, setUp };
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function cookiesOf(response: LightMyRequestResponse) {
  const byName = new Map(response.cookies.map((cookie) => [cookie.name, cookie]));
  const session = byName.get("perpmill_session");
  const refresh = byName.get("perpmill_refresh");
  if (session === undefined || refresh === undefined) throw new Error("no cookies were set");
  return {
    session,
    refresh,
    sessionHeader: { cookie: `perpmill_session=${session.value}` },
    refreshHeader: { cookie: `perpmill_refresh=${refresh.value}` },
  };
}

function said({ statusCode, body }: LightMyRequestResponse) {
  return [statusCode, body === "" ? null : JSON.parse(body).code];
}

describe("the first start", () => {
  test("makes an administrator for whoever has the token, once", async () => {
    const { app, post, profile, home } = await server();
    const token = await app.accounts.setupToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await app.accounts.setupToken()).toBe(token);
    const secrets = join(home, "server", "secrets");
    expect(statSync(join(secrets, "setup-token")).mode & 0o777).toBe(0o600);
    expect(statSync(join(secrets, "access-token.key")).mode & 0o777).toBe(0o600);
    expect(statSync(secrets).mode & 0o777).toBe(0o700);

    const wrong = await post("setup", { token: "0".repeat(43), ...ADMIN });
    expect(said(wrong)).toEqual([403, "SETUP_TOKEN_WRONG"]);
    const done = await post("setup", { token, ...ADMIN });
    expect(done.statusCode).toBe(201);
    expect((await profile(bearer(done.json().accessToken))).json()).toMatchObject({
      name: NAME,
      role: "admin",
      via: "token",
    });

    expect(said(await post("setup", { token, name: "Eve", password: PASSWORD }))).toEqual([
      403,
      "SETUP_TOKEN_WRONG",
    ]);
    expect(await app.accounts.setupToken()).toBeNull();
    expect(() => statSync(join(secrets, "setup-token"))).toThrow("ENOENT");
  });

  test("takes over what was done without log-in", async () => {
    const first = await testApp({ singleUser: true });
    const local = first.app.accounts.localUser().userId;
    await first.app.close();
    const { setUp } = await server({ home: first.home });
    onTestFinished(first.close);
    expect((await setUp()).json().user).toMatchObject({ id: local, name: NAME, role: "admin" });
  });

  test("says what is needed", async () => {
    const { app, setUp } = await server();
    const status = async () => (await app.inject("/api/v1/auth/status")).json();
    expect(await status()).toEqual({ setupNeeded: true, singleUser: false });
    await setUp();
    expect(await status()).toEqual({ setupNeeded: false, singleUser: false });
  });
});

describe("a log-in", () => {
  test("gives a token, and cookies that no script and no other site has", async () => {
    const { post, setUp } = await server();
    await setUp();
    const response = await post("login", { name: NAME.toLowerCase(), password: PASSWORD });
    expect(response.statusCode).toBe(200);
    expect(response.headers["cache-control"]).toBe("no-store");
    const body = response.json();
    expect(body).toMatchObject({ expiresInMs: 600_000, access_token: body.accessToken });
    expect(response.body).not.toMatch(/argon2|password_hash|refreshToken/);
    const { session, refresh } = cookiesOf(response);
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/", maxAge: 600 });
    expect(refresh).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/api/v1/auth" });
  });

  test("keeps its cookies below the path of a proxy, and for https where it is spoken", async () => {
    const { app, post, setUp } = await server({
      basePath: "/perpmill",
      trustProxy: "127.0.0.1/32",
      allowedHosts: ["mill.example"],
    });
    const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "mill.example" };
    expect((await setUp()).statusCode).toBe(421);
    const token = await app.accounts.setupToken();
    const { session, refresh } = cookiesOf(await post("setup", { token, ...ADMIN }, forwarded));
    expect(session).toMatchObject({ path: "/perpmill/", secure: true });
    expect(refresh).toMatchObject({ path: "/perpmill/api/v1/auth", secure: true });
  });

  test("takes the fields of the older system", async () => {
    const { post, setUp } = await server();
    await setUp();
    const response = await post("login", { username: NAME, password: PASSWORD });
    expect(response.json()).toMatchObject({ token_type: "bearer", expires_in: 600 });
    expect(said(await post("login", { password: PASSWORD }))).toEqual([400, "REQUEST_INVALID"]);
  });

  test("fails alike for a wrong password and a name that is none", async () => {
    const { post, setUp } = await server();
    await setUp();
    const wrong = await post("login", { name: NAME, password: "wrong password" });
    const nobody = await post("login", { name: "nobody", password: PASSWORD });
    expect(said(wrong)).toEqual([401, "CREDENTIALS_WRONG"]);
    const text = (response: LightMyRequestResponse) => ({ ...response.json(), requestId: "" });
    expect(text(nobody)).toEqual(text(wrong));
  });

  test("of the user without password is not possible", async () => {
    const { as, post } = await server();
    const { id } = await as("admin");
    expect(said(await post("login", { name: id, password: "null" }))).toEqual([
      401,
      "CREDENTIALS_WRONG",
    ]);
  });
});

describe("an access token", () => {
  test("ends with its time, whatever the clock did before", async () => {
    const { clock, setUp, profile } = await server();
    const headers = bearer((await setUp()).json().accessToken);
    clock.turn(599_000);
    expect((await profile(headers)).statusCode).toBe(200);
    clock.jump(-3_600_000);
    expect((await profile(headers)).statusCode).toBe(200);
    clock.turn(3_602_000);
    expect(said(await profile(headers))).toEqual([401, "TOKEN_INVALID"]);
  });

  test("ends with its log-in", async () => {
    const { post, setUp, profile } = await server();
    const headers = bearer((await setUp()).json().accessToken);
    const out = await post("logout", undefined, headers);
    expect(out.statusCode).toBe(204);
    expect(out.cookies.map(({ value }) => value)).toEqual(["", ""]);
    expect(said(await profile(headers))).toEqual([401, "TOKEN_INVALID"]);
  });

  test("is needed for what changes something: the cookie is for reading", async () => {
    const { app, setUp, profile } = await server();
    const { sessionHeader } = cookiesOf(await setUp());
    expect((await profile(sessionHeader)).json().via).toBe("cookie");
    const patch = await app.inject({
      method: "PATCH",
      url: "/api/v1/auth/profile",
      headers: sessionHeader,
      payload: { preferences: {} },
    });
    expect(said(patch)).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("in a cookie that has expired is nobody, and not an error of a token", async () => {
    const { clock, setUp, profile } = await server();
    const { sessionHeader } = cookiesOf(await setUp());
    clock.turn(601_000);
    expect(said(await profile(sessionHeader))).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("a refresh token", () => {
  test("is exchanged for the next, by its cookie alone", async () => {
    const { clock, post, setUp, profile } = await server();
    const { refreshHeader } = cookiesOf(await setUp());
    clock.turn(3_600_000);
    const next = await post("refresh", undefined, refreshHeader);
    expect(next.statusCode).toBe(200);
    expect((await profile(bearer(next.json().accessToken))).statusCode).toBe(200);
    expect(cookiesOf(next).refreshHeader).not.toEqual(refreshHeader);
    expect(said(await post("refresh"))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("used twice ends the whole log-in, and no other", async () => {
    const { post, setUp, profile } = await server();
    const { refreshHeader: stolen } = cookiesOf(await setUp());
    const other = await post("login", ADMIN);
    const owner = await post("refresh", undefined, stolen);
    expect(owner.statusCode).toBe(200);

    const thief = await post("refresh", undefined, stolen);
    expect(said(thief)).toEqual([401, "TOKEN_INVALID"]);
    expect(said(await post("refresh", undefined, cookiesOf(owner).refreshHeader))).toEqual([
      401,
      "TOKEN_INVALID",
    ]);
    expect(said(await profile(bearer(owner.json().accessToken)))).toEqual([401, "TOKEN_INVALID"]);
    expect((await profile(bearer(other.json().accessToken))).statusCode).toBe(200);
  });

  test("used by many at once is good for one at most", async () => {
    const { post, setUp } = await server();
    const { refreshHeader } = cookiesOf(await setUp());
    const tries = Array.from({ length: 8 }, () => post("refresh", undefined, refreshHeader));
    const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(7);
  });

  test("ends with its time and with a log-out", async () => {
    const { clock, post, setUp } = await server();
    const first = cookiesOf(await setUp()).refreshHeader;
    clock.turn(30 * 86_400_000 + 1);
    expect(said(await post("refresh", undefined, first))).toEqual([401, "TOKEN_INVALID"]);
    const second = cookiesOf(await post("login", ADMIN)).refreshHeader;
    await post("logout", undefined, second);
    expect(said(await post("refresh", undefined, second))).toEqual([401, "TOKEN_INVALID"]);
  });
});

describe("all log-ins", () => {
  test("end at a log-out everywhere, also those of this millisecond", async () => {
    const { app, post, setUp, profile } = await server();
    const ended: string[] = [];
    app.accounts.onEnded((userId) => ended.push(userId));
    const one = await setUp();
    const two = await post("login", ADMIN);
    const everywhere = await post("logout-everywhere", undefined, bearer(two.json().accessToken));
    expect(everywhere.statusCode).toBe(204);
    expect(ended).toEqual([one.json().user.id]);
    for (const response of [one, two]) {
      expect(said(await profile(bearer(response.json().accessToken)))).toEqual([
        401,
        "TOKEN_INVALID",
      ]);
      const { refreshHeader } = cookiesOf(response);
      expect(said(await post("refresh", undefined, refreshHeader))).toEqual([401, "TOKEN_INVALID"]);
    }
    expect((await post("login", ADMIN)).statusCode).toBe(200);
  });

  test("end when the password changes, but for the new one", async () => {
    const { post, setUp, profile } = await server();
    const before = bearer((await setUp()).json().accessToken);
    const change = { currentPassword: PASSWORD, newPassword: "another long password" };
    const wrong = await post("password", { ...change, currentPassword: "wrong" }, before);
    expect(said(wrong)).toEqual([401, "CREDENTIALS_WRONG"]);
    const after = await post("password", change, before);
    expect((await profile(bearer(after.json().accessToken))).statusCode).toBe(200);
    expect(said(await profile(before))).toEqual([401, "TOKEN_INVALID"]);
    expect(said(await post("login", ADMIN))).toEqual([401, "CREDENTIALS_WRONG"]);
    const again = await post("login", { name: NAME, password: change.newPassword });
    expect(again.statusCode).toBe(200);
  });
});

test("a profile keeps the app's preferences, and not without bounds", async () => {
  const { as } = await server();
  const { id, inject } = await as("viewer");
  const url = "/api/v1/auth/profile";
  const preferences = { language: "zh", theme: "dark", defaults: { bidSpread: 0.001 } };
  const kept = await inject({ method: "PATCH", url, payload: { preferences } });
  expect(kept.json()).toMatchObject({ id, username: id, preferences });
  expect((await inject({ url })).json()).toEqual(kept.json());
  const large = { preferences: { note: "x".repeat(20_000) } };
  expect(said(await inject({ method: "PATCH", url, payload: large }))).toEqual([
    413,
    "REQUEST_TOO_LARGE",
  ]);
  expect((await inject({ url: "/api/v1/auth/permissions" })).json()).toEqual({
    role: "viewer",
    scopes: ["runs:read", "data:read", "account"],
    permissions: ["runs:read", "data:read", "account"],
    success: true,
  });
});
