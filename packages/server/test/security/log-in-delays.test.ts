/** Guessing passwords over whole requests. */
import { expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/settings/settings.js";
import { testApp } from "../harness.fixture.js";

const PASSWORD = "correct horse battery";
const OWNER = "198.51.100.1";
const STRANGER = "203.0.113.9";

async function server(settings: Partial<Settings> = {}) {
  const one = await testApp(settings);
  onTestFinished(one.close);
  await one.app.accounts.users.create({ name: "ada", password: PASSWORD, role: "user" });
  const tryWith = async (
    password: string,
    remoteAddress: string,
    name = "ada",
    headers: Record<string, string> = {},
  ) => {
    const url = "/api/v1/auth/login";
    const payload = { name, password };
    const response = await one.app.inject({ method: "POST", url, payload, remoteAddress, headers });
    return { status: response.statusCode, ...response.json(), headers: response.headers };
  };
  return { ...one, tryWith };
}

test("a stranger who guesses waits longer and longer, the owner elsewhere never", async () => {
  const { clock, tryWith } = await server();
  for (let i = 0; i < 4; i++) {
    expect((await tryWith("guess", STRANGER)).code).toBe("CREDENTIALS_WRONG");
  }
  const delayed = await tryWith("guess", STRANGER);
  expect([delayed.status, delayed.code]).toEqual([429, "LOGIN_DELAYED"]);
  expect(delayed.headers["retry-after"]).toBe("1");
  // The right password does not help while it is delayed: a guess must not be confirmed.
  expect((await tryWith(PASSWORD, STRANGER)).code).toBe("LOGIN_DELAYED");
  expect((await tryWith(PASSWORD, OWNER)).status).toBe(200);

  clock.turn(1000);
  expect((await tryWith("guess", STRANGER)).code).toBe("CREDENTIALS_WRONG");
  expect((await tryWith("guess", STRANGER)).headers["retry-after"]).toBe("2");
  clock.turn(86_400_001);
  expect((await tryWith(PASSWORD, STRANGER)).status).toBe(200);
});

test("a success takes back what failed before", async () => {
  const { tryWith } = await server();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 3; i++) await tryWith("guess", OWNER);
    expect((await tryWith(PASSWORD, OWNER)).status).toBe(200);
  }
});

test("a name that is none is delayed alike", async () => {
  const { tryWith } = await server();
  for (let i = 0; i < 4; i++) await tryWith("guess", STRANGER, "nobody");
  expect((await tryWith("guess", STRANGER, "nobody")).code).toBe("LOGIN_DELAYED");
});

test("many guesses at once count each", async () => {
  const { tryWith } = await server();
  const tries = await Promise.all(Array.from({ length: 12 }, () => tryWith("guess", STRANGER)));
  const codes = tries.map(({ code }) => code);
  expect(codes.filter((code) => code === "CREDENTIALS_WRONG")).toHaveLength(4);
  expect(codes.filter((code) => code === "LOGIN_DELAYED")).toHaveLength(8);
});

test("one address tries few names in a minute", async () => {
  const { tryWith } = await server();
  const tries = Array.from({ length: 31 }, (_, i) => tryWith("guess", STRANGER, `name${i}`));
  const codes = (await Promise.all(tries)).map(({ code }) => code);
  expect(codes.filter((code) => code === "RATE_LIMITED").length).toBeGreaterThanOrEqual(1);
  expect((await tryWith(PASSWORD, OWNER)).status).toBe(200);
}, 60_000);

test("nobody gives himself another address by a header", async () => {
  const { tryWith } = await server();
  const codes: string[] = [];
  for (let i = 0; i < 6; i++) {
    const headers = { "x-forwarded-for": `192.0.2.${i}`, forwarded: `for=192.0.2.${i}` };
    codes.push((await tryWith("guess", STRANGER, "ada", headers)).code);
  }
  expect(codes.slice(4)).toEqual(["LOGIN_DELAYED", "LOGIN_DELAYED"]);
});

test("behind a trusted proxy people count by themselves, and only the proxy is believed", async () => {
  const proxy = "10.0.0.1";
  const { tryWith } = await server({ trustProxy: "10.0.0.1/32" });
  const from = (address: string) => ({ "x-forwarded-for": address });
  for (let i = 0; i < 4; i++) await tryWith("guess", proxy, "ada", from(`192.0.2.66, ${STRANGER}`));
  const again = await tryWith("guess", proxy, "ada", from(`192.0.2.77, ${STRANGER}`));
  expect(again.code).toBe("LOGIN_DELAYED");
  expect((await tryWith(PASSWORD, proxy, "ada", from(OWNER))).status).toBe(200);
  expect((await tryWith("guess", STRANGER, "ada", from(OWNER))).code).toBe("LOGIN_DELAYED");
});
