/** API keys over whole requests. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";

const url = "/api/v1/auth/api-keys";
let server: TestApp;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());

async function makeKey(user: TestUser, payload: object) {
  const response = await user.inject({
    method: "POST",
    url,
    payload: { name: "script", ...payload },
  });
  return { status: response.statusCode, ...response.json() };
}

async function withKey(key: string, path = "/api/v1/auth/profile") {
  const headers = { authorization: `Bearer ${key}` };
  const response = await server.app.inject({ url: path, headers });
  return { status: response.statusCode, ...response.json() };
}

test("a key is shown once, does what it was made for, and is revoked", async () => {
  const ada = await server.as("user");
  const { status, key, apiKey } = await makeKey(ada, { scopes: ["account", "runs:read"] });
  expect(status).toBe(201);
  expect(key).toMatch(/^pmk_[\w-]{43}$/);
  expect(apiKey).toMatchObject({ name: "script", scopes: ["runs:read", "account"] });
  expect(await withKey(key)).toMatchObject({
    status: 200,
    id: ada.id,
    via: "key",
    scopes: ["runs:read", "account"],
  });

  const list = await ada.inject({ url });
  expect(list.body).not.toContain(key);
  expect(list.json().items).toEqual([{ ...apiKey, lastUsedMs: server.clock.nowMs() }]);

  const gone = await ada.inject({ method: "DELETE", url: `${url}/${apiKey.id}` });
  expect(gone.statusCode).toBe(204);
  expect((await withKey(key)).code).toBe("TOKEN_INVALID");
  const again = await ada.inject({ method: "DELETE", url: `${url}/${apiKey.id}` });
  expect(again.json().code).toBe("NOT_FOUND");
});

test("a key without a scope is refused what needs it", async () => {
  const ada = await server.as("admin");
  const { key } = await makeKey(ada, { scopes: ["runs:read"] });
  expect((await withKey(key)).code).toBe("FORBIDDEN");
  expect((await withKey(key, "/api/v1/users")).code).toBe("FORBIDDEN");
});

test("a key has no more than its maker, be that a person or a key", async () => {
  const viewer = await server.as("viewer");
  expect(await makeKey(viewer, { scopes: ["runs:write"] })).toMatchObject({
    status: 403,
    code: "FORBIDDEN",
  });
  const admin = await server.as("admin");
  const { key } = await makeKey(admin, { scopes: ["account"] });
  const headers = { authorization: `Bearer ${key}` };
  const payload = { name: "more", scopes: ["account", "admin"] };
  const more = await server.app.inject({ method: "POST", url, headers, payload });
  expect(more.json().code).toBe("FORBIDDEN");
});

test("a key loses what its owner's role loses, and all with its owner", async () => {
  const ada = await server.as("user");
  const { key } = await makeKey(ada, { scopes: ["account", "runs:write"] });
  await server.app.accounts.users.change(ada.id, { role: "viewer" });
  expect((await withKey(key)).scopes).toEqual(["account"]);
  await server.app.accounts.users.change(ada.id, { disabled: true });
  expect((await withKey(key)).code).toBe("TOKEN_INVALID");
});

test("a key ends with its time", async () => {
  const ada = await server.as("viewer");
  const expiresMs = server.clock.nowMs() + 1000;
  const { key } = await makeKey(ada, { scopes: ["account"], expiresMs });
  expect((await withKey(key)).status).toBe(200);
  server.clock.turn(1000);
  expect((await withKey(key)).code).toBe("TOKEN_INVALID");
  expect((await makeKey(ada, { scopes: ["account"], expiresMs })).code).toBe("REQUEST_INVALID");
});

test("nobody revokes the key of somebody else", async () => {
  const [ada, eve] = [await server.as("user"), await server.as("admin")];
  const { key, apiKey } = await makeKey(ada, { scopes: ["account"] });
  const response = await eve.inject({ method: "DELETE", url: `${url}/${apiKey.id}` });
  expect(response.json().code).toBe("NOT_FOUND");
  expect((await withKey(key)).status).toBe(200);
});

test("there are not any number of keys", async () => {
  const ada = await server.as("viewer");
  for (let i = 0; i < 50; i++) {
    expect((await makeKey(ada, { scopes: ["account"] })).status).toBe(201);
  }
  expect(await makeKey(ada, { scopes: ["account"] })).toMatchObject({
    status: 409,
    code: "CONFLICT",
  });
});
