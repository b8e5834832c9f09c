/** Tokens that this server did not give, or that say something else than it did. */
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";

let server: TestApp;
let ada: TestUser;
let key: string;

beforeAll(async () => {
  server = await testApp();
  ada = await server.as("viewer");
  key = readFileSync(join(server.app.paths.secrets, "access-token.key"), "utf8").trim();
});
afterAll(() => server.close());

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

function hmac(hash: string, header: object, claims: object, secret = key): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest("base64url")}`;
}

async function codeOf(authorization: string): Promise<string> {
  const url = "/api/v1/auth/profile";
  const response = await server.app.inject({ url, headers: { authorization } });
  return `${response.statusCode} ${response.json().code ?? "passed"}`;
}

const REFUSED = "401 TOKEN_INVALID";
const HS256 = { alg: "HS256", typ: "JWT" };

test("the server's own token passes, and one made alike with its key", async () => {
  expect(await codeOf(`Bearer ${ada.accessToken}`)).toBe("200 passed");
  const claims = claimsOf(ada.accessToken);
  expect(await codeOf(`Bearer ${hmac("sha256", HS256, claims)}`)).toBe("200 passed");
});

describe("refused is", () => {
  test("a token of another key", async () => {
    const claims = claimsOf(ada.accessToken);
    expect(await codeOf(`Bearer ${hmac("sha256", HS256, claims, "other".repeat(10))}`)).toBe(
      REFUSED,
    );
    expect(await codeOf(`Bearer ${hmac("sha256", HS256, claims, "")}`)).toBe(REFUSED);
  });

  test.each([
    ["HS384", "sha384"],
    ["HS512", "sha512"],
    ["none", "sha256"],
    ["None", "sha256"],
    ["RS256", "sha256"],
    ["ES256", "sha256"],
  ])("the algorithm %s, though with the right key", async (alg, hash) => {
    const token = hmac(hash, { alg, typ: "JWT" }, claimsOf(ada.accessToken));
    expect(await codeOf(`Bearer ${token}`)).toBe(REFUSED);
  });

  test("a token without signature", async () => {
    const claims = claimsOf(ada.accessToken);
    for (const alg of ["none", "HS256"]) {
      const text = `${encode({ alg, typ: "JWT" })}.${encode(claims)}`;
      expect(await codeOf(`Bearer ${text}.`)).toBe(REFUSED);
      expect(await codeOf(`Bearer ${text}`)).toBe(REFUSED);
    }
  });

  test("a token that is signed with a pair of keys, its own public one named", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = publicKey.export({ format: "jwk" });
    const text = `${encode({ alg: "RS256", typ: "JWT", jwk })}.${encode(claimsOf(ada.accessToken))}`;
    const signature = sign("sha256", Buffer.from(text), privateKey).toString("base64url");
    expect(await codeOf(`Bearer ${text}.${signature}`)).toBe(REFUSED);
  });

  test.each([
    ["another user", { sub: "00000000-0000-4000-8000-0000000000aa" }],
    ["another log-in", { sid: "00000000-0000-4000-8000-0000000000aa" }],
    ["another generation", { gen: 0 }],
    ["a generation that is no number", { gen: "0" }],
    ["no end", { exp: undefined }],
    ["an end that was", { exp: 1 }],
    ["a start that is to come", { nbf: 4_000_000_000 }],
    ["another issuer", { iss: "other" }],
    ["no issuer", { iss: undefined }],
  ])("a token that says %s, though with the right key", async (_what, change) => {
    const claims = { ...claimsOf(ada.accessToken), ...change };
    expect(await codeOf(`Bearer ${hmac("sha256", HS256, claims)}`)).toBe(REFUSED);
  });

  test("a token that was changed in any place", async () => {
    const { accessToken } = ada;
    for (let i = 0; i < accessToken.length; i += 7) {
      const other = accessToken[i] === "A" ? "B" : "A";
      const changed = accessToken.slice(0, i) + other + accessToken.slice(i + 1);
      expect(await codeOf(`Bearer ${changed}`)).toBe(REFUSED);
    }
  });

  test.each([
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer ....",
    "Bearer null",
    "Basic YTpi",
    "bearer",
    `Bearer ${"a".repeat(5000)}`,
    "Bearer pmk_",
    `Bearer pmk_${"A".repeat(43)}`,
    "Bearer pmk_' or 1=1 --",
  ])("the header %j", async (header) => expect(await codeOf(header)).toBe(REFUSED));
});

test("a token is taken from nowhere but its header and its cookie", async () => {
  const { app } = server;
  const token = ada.accessToken;
  for (const url of [
    `/api/v1/auth/profile?token=${token}`,
    `/api/v1/auth/profile?access_token=${token}`,
  ]) {
    const response = await app.inject({ url, headers: { "x-api-key": token } });
    expect(response.json().code).toBe("UNAUTHENTICATED");
  }
});

test("a refresh token is no access token, and an access token none to refresh", async () => {
  const headers = { cookie: `perpmill_refresh=${ada.accessToken}` };
  const response = await server.app.inject({
    method: "POST",
    url: "/api/v1/auth/refresh",
    headers,
  });
  expect(response.json().code).toBe("TOKEN_INVALID");
  const { user_id } = await server.app.db
    .selectFrom("refresh_tokens")
    .select("user_id")
    .executeTakeFirstOrThrow();
  const user = await server.app.accounts.users.get(user_id);
  const session = await server.app.accounts.openSession(user, { address: "", userAgent: "" });
  expect(await codeOf(`Bearer ${session.refreshToken}`)).toBe(REFUSED);
});

test("a server with another key does not know the tokens of this one", async () => {
  const other = await testApp();
  try {
    const headers = { authorization: `Bearer ${ada.accessToken}` };
    const response = await other.app.inject({ url: "/api/v1/auth/profile", headers });
    expect(response.json().code).toBe("TOKEN_INVALID");
  } finally {
    await other.close();
  }
});

test("no secret is kept as it is", async () => {
  const user = await server.app.accounts.users.get(ada.id);
  const { refreshToken } = await server.app.accounts.openSession(user, {
    address: "",
    userAgent: "",
  });
  const tables = await Promise.all(
    (["users", "refresh_tokens", "api_keys"] as const).map((table) =>
      server.app.db.selectFrom(table).selectAll().execute(),
    ),
  );
  expect(JSON.stringify(tables)).not.toContain(refreshToken);
  expect(JSON.stringify(tables)).not.toContain(key);
});
