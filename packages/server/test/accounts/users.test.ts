/** Users over whole requests. */
import { expect, onTestFinished, test } from "vitest";
import { testApp } from "../harness.fixture.js";

const url = "/api/v1/users";
const PASSWORD = "correct horse battery";

async function server() {
  const one = await testApp();
  onTestFinished(one.close);
  const first = await one.app.accounts.users.create({
    name: "ada",
    password: PASSWORD,
    role: "admin",
  });
  const admin = await one.as("admin");
  const send = async (method: "POST" | "PATCH" | "DELETE" | "GET", path = "", payload?: object) => {
    const response = await admin.inject({
      method,
      url: url + path,
      ...(payload && { payload }),
    });
    const body = response.body === "" ? {} : response.json();
    return { status: response.statusCode, ...body };
  };
  return { ...one, first, send };
}

test("an administrator makes, finds, changes and removes users", async () => {
  const { app, send } = await server();
  const made = await send("POST", "", { name: "Bob", password: PASSWORD, role: "viewer" });
  expect(made).toMatchObject({ status: 201, name: "Bob", role: "viewer", disabled: false });
  expect(JSON.stringify(made)).not.toContain("argon2");
  expect(await send("GET", `/${made.id}`)).toMatchObject({ status: 200, name: "Bob" });
  expect((await send("GET", "?search=BO")).items).toHaveLength(1);
  const changed = await send("PATCH", `/${made.id}`, { role: "user", name: "Robert" });
  expect(changed).toMatchObject({ status: 200, name: "Robert", role: "user" });
  const origin = { address: "", userAgent: "" };
  await app.accounts.logIn({ name: "robert", password: PASSWORD }, origin);
  expect((await send("DELETE", `/${made.id}`)).status).toBe(204);
  expect(await send("GET", `/${made.id}`)).toMatchObject({ status: 404, code: "NOT_FOUND" });
});

test("users come in pages", async () => {
  const { send, as } = await server();
  for (let i = 0; i < 4; i++) await as("viewer");
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await send("GET", `?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    names.push(...page.items.map(({ name }: { readonly name: string }) => name));
    cursor = page.nextCursor;
  }
  expect(names).toHaveLength(6);
  expect(new Set(names).size).toBe(6);
  expect((await send("GET", "?cursor=!")).code).toBe("REQUEST_INVALID");
  expect((await send("GET", "?cursor=abc")).code).toBe("REQUEST_INVALID");
});

test("of many who take one name at once, one has it", async () => {
  const { app } = await server();
  const user = { name: "bob", password: PASSWORD, role: "user" } as const;
  const made = await Promise.allSettled([1, 2, 3, 4].map(() => app.accounts.users.create(user)));
  const reasons = made.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(reasons).toEqual(["CONFLICT", "CONFLICT", "CONFLICT"]);
});

test("names differ in more than case, and passwords have a length", async () => {
  const { send } = await server();
  const user = { name: "ADA", password: PASSWORD, role: "user" };
  expect(await send("POST", "", user)).toMatchObject({ status: 409, code: "CONFLICT" });
  for (const name of ["", " ", "a b", "<b>", "a/b", "a\u0000", "a\u202eb", "x".repeat(65)]) {
    expect((await send("POST", "", { ...user, name })).code).toBe("REQUEST_INVALID");
  }
  expect((await send("POST", "", { ...user, name: "eve", password: "short" })).code).toBe(
    "REQUEST_INVALID",
  );
  expect((await send("POST", "", { ...user, name: "eve", admin: true })).code).toBe(
    "REQUEST_INVALID",
  );
});

test("there is always an administrator who can log in", async () => {
  const { first, send } = await server();
  const path = `/${first.id}`;
  for (const change of [{ role: "user" }, { disabled: true }]) {
    expect(await send("PATCH", path, change)).toMatchObject({ status: 409, code: "CONFLICT" });
  }
  expect(await send("DELETE", path)).toMatchObject({ status: 409, code: "CONFLICT" });
  await send("POST", "", { name: "eve", password: PASSWORD, role: "admin" });
  expect((await send("PATCH", path, { role: "user" })).status).toBe(200);
});

test("two administrators who demote each other at once do not both succeed", async () => {
  const { app, first, send } = await server();
  const second = await send("POST", "", { name: "eve", password: PASSWORD, role: "admin" });
  const changes = [first.id, second.id].map((id) =>
    app.accounts.users.change(id, { role: "user" }),
  );
  const settled = await Promise.allSettled(changes);
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("another role, another password and being disabled end the log-ins, and say so", async () => {
  const { app, as, send } = await server();
  const ended: string[] = [];
  const stop = app.accounts.onEnded((userId) => ended.push(userId));
  for (const change of [{ role: "user" }, { disabled: true }, { password: PASSWORD }]) {
    const user = await as("viewer");
    expect((await user.inject({ url: "/api/v1/auth/profile" })).statusCode).toBe(200);
    await send("PATCH", `/${user.id}`, change);
    const after = await user.inject({ url: "/api/v1/auth/profile" });
    expect(after.json().code).toBe("TOKEN_INVALID");
    expect(ended.pop()).toBe(user.id);
  }
  stop();
  const user = await as("viewer");
  await send("PATCH", `/${user.id}`, { name: "renamed" });
  expect((await user.inject({ url: "/api/v1/auth/profile" })).json().name).toBe("renamed");
  expect((await send("DELETE", `/${user.id}`)).status).toBe(204);
  expect(ended).toEqual([]);
});

test("a user who owns something is not removed with it", async () => {
  const { app, as, send } = await server();
  const user = await as("user");
  await app.db
    .insertInto("jobs")
    .values({
      id: user.id,
      kind: "run",
      lane: "compute",
      owner_id: user.id,
      priority: 0,
      state: "done",
      payload: "{}",
      subject_id: null,
      attempt: 1,
      worker_pid: null,
      server_id: null,
      heartbeat_ms: null,
      progress: null,
      error: null,
      created_ms: 0,
      started_ms: 0,
      finished_ms: 0,
    })
    .execute();
  expect(await send("DELETE", `/${user.id}`)).toMatchObject({ status: 409, code: "CONFLICT" });
});

test("users are for administrators", async () => {
  const { as, first } = await server();
  for (const role of ["viewer", "user"] as const) {
    const { inject } = await as(role);
    for (const request of [
      { url },
      { url: `${url}/${first.id}` },
      { url, method: "POST", payload: { name: "eve", password: PASSWORD, role: "admin" } },
      { url: `${url}/${first.id}`, method: "DELETE" },
    ] as const) {
      expect((await inject(request)).json().code).toBe("FORBIDDEN");
    }
  }
});
