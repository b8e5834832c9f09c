/** Log-ins as their owner sees and ends them, and as an administrator ends those of others. */
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { type TestUser, testApp } from "../harness.fixture.js";

const PASSWORD = "correct horse battery";
const BASE = "/api/v1/auth";

async function server() {
  const one = await testApp();
  onTestFinished(one.close);
  const { app } = one;
  const ada = await app.accounts.users.create({ name: "ada", password: PASSWORD, role: "user" });
  const logIn = async (userAgent: string) => {
    const response = await app.inject({
      method: "POST",
      url: `${BASE}/login`,
      headers: { "user-agent": userAgent },
      payload: { name: "ada", password: PASSWORD },
    });
    const { accessToken } = response.json();
    const headers = { authorization: `Bearer ${accessToken}` };
    const refresh = response.cookies.find(({ name }) => name === "perpmill_refresh")?.value ?? "";
    return { headers, cookie: { cookie: `perpmill_refresh=${refresh}` } };
  };
  const list = async (headers: Record<string, string>) =>
    (await app.inject({ url: `${BASE}/log-ins`, headers })).json().items;
  return { ...one, ada, logIn, list };
}

test("a user sees which browsers are logged in, and which of them is his", async () => {
  const { clock, logIn, list } = await server();
  const laptop = await logIn("Laptop");
  clock.turn(60_000);
  const phone = await logIn("Phone");
  const seen = await list(laptop.headers);
  expect(seen.map(({ userAgent }: { userAgent: string }) => userAgent)).toEqual([
    "Phone",
    "Laptop",
  ]);
  expect(seen.map(({ current }: { current: boolean }) => current)).toEqual([false, true]);
  expect(seen[1].begunMs).toBe(clock.nowMs() - 60_000);
  expect((await list(phone.headers))[0]).toMatchObject({ userAgent: "Phone", current: true });
  expect(JSON.stringify(seen)).not.toMatch(/hash|token/i);
});

test("a log-in that was renewed is one still, with both its times", async () => {
  const { app, clock, logIn, list } = await server();
  const laptop = await logIn("Laptop");
  const begunMs = clock.nowMs();
  clock.turn(120_000);
  await app.inject({ method: "POST", url: `${BASE}/refresh`, headers: laptop.cookie });
  const seen = await list(laptop.headers);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ begunMs, usedMs: begunMs + 120_000, current: true });
});

test("a user ends one of his log-ins, and nobody else's", async () => {
  const { app, as, clock, logIn, list } = await server();
  const laptop = await logIn("Laptop");
  clock.turn(1);
  const phone = await logIn("Phone");
  const [gone] = await list(laptop.headers);
  const end = (id: string, headers: Record<string, string>) =>
    app.inject({ method: "DELETE", url: `${BASE}/log-ins/${id}`, headers });
  const stranger = { authorization: `Bearer ${(await as("admin")).accessToken}` };
  expect((await end(gone.id, stranger)).statusCode).toBe(404);
  expect((await end(randomUUID(), laptop.headers)).statusCode).toBe(404);
  expect((await end(gone.id, laptop.headers)).statusCode).toBe(204);
  expect((await app.inject({ url: `${BASE}/profile`, headers: phone.headers })).statusCode).toBe(
    401,
  );
  expect(await list(laptop.headers)).toHaveLength(1);
});

test("an administrator ends all log-ins of a user", async () => {
  const { app, as, ada, logIn } = await server();
  const laptop = await logIn("Laptop");
  const end = (user: TestUser, id: string) =>
    user.inject({ method: "POST", url: `/api/v1/users/${id}/logout-everywhere` });
  const admin = await as("admin");
  expect((await end(admin, randomUUID())).statusCode).toBe(404);
  expect((await end(admin, ada.id)).statusCode).toBe(204);
  const { statusCode } = await app.inject({ url: `${BASE}/profile`, headers: laptop.headers });
  expect(statusCode).toBe(401);
});
