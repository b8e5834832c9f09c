import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../../src/app.js";
import { makeLogger } from "../../src/logger.js";
import { DEFAULT_SETTINGS } from "../../src/settings/settings.js";
import { newHome } from "./command.fixture.js";

const PASSWORD = "correct horse battery";
const WRONG = "wrong horse battery";
const home = newHome();
const lines: string[] = [];
let app: Awaited<ReturnType<typeof buildApp>>;

beforeAll(async () => {
  const logger = makeLogger({ logLevel: "trace" }, { write: (line) => void lines.push(line) });
  const settings = { ...DEFAULT_SETTINGS, allowedHosts: ["localhost:80"], home };
  app = await buildApp({ settings, logger });
});

afterAll(async () => {
  await app.close();
  rmSync(home, { recursive: true, force: true });
});

const post = (path: string, payload: object | string, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: `/api/v1/${path}`,
    payload,
    headers: { "content-type": "application/json", ...headers },
  });

test("no password, token, key or cookie of any log-in is in the log, at any level", async () => {
  const setupToken = (await app.accounts.setupToken()) ?? "";
  const admin = { name: "ada", password: PASSWORD };
  await post("auth/setup", { token: `-${setupToken.slice(1)}`, ...admin });
  const first = await post("auth/setup", { token: setupToken, ...admin });
  const logIn = await post("auth/login", admin);
  expect([first.statusCode, logIn.statusCode]).toEqual([201, 200]);
  const wrong = await post("auth/login", { ...admin, password: WRONG });
  expect(wrong.statusCode).toBe(401);
  // bodies that cannot be read, and members that are not known
  await post("auth/login", `{"name": "ada", "password": "${PASSWORD}`);
  await post("auth/login", { ...admin, pasword: WRONG });
  const { accessToken } = logIn.json();
  const [cookie] = logIn.cookies;
  const authorization = `Bearer ${accessToken}`;
  const key = await post("auth/api-keys", { name: "k", scopes: ["runs:read"] }, { authorization });
  const cookies = { cookie: logIn.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
  await app.inject({ url: "/api/v1/auth/profile", headers: cookies });
  await post("auth/refresh", {}, cookies);
  await app.inject({
    url: `/api/v1/runs?token=${accessToken}`,
    headers: { authorization: "Bearer x.y.z" },
  });
  await post("auth/password", { currentPassword: WRONG, newPassword: PASSWORD }, { authorization });

  const log = lines.join("");
  const secrets = {
    setupToken,
    password: PASSWORD,
    wrong: WRONG,
    accessToken,
    cookie: cookie?.value ?? "",
    key: key.json().key,
  };
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, String(secret).length > 9]).toEqual([name, true]);
    expect([name, log.includes(String(secret))]).toEqual([name, false]);
  }
  expect(log).toContain("/api/v1/auth/login");
});

test("what a client is told has the request id under which the log has it", async () => {
  const { requestId } = (await app.inject({ url: "/api/v1/runs" })).json();
  const own = lines.map((line) => JSON.parse(line)).filter(({ reqId }) => reqId === requestId);
  expect(own.map(({ msg }) => msg)).toEqual(["incoming request", "request completed"]);
});
