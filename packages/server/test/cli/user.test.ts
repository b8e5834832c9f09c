import { expect, test } from "vitest";
import { newHome, post, runCommand, serve } from "./command.fixture.js";

const PASSWORD = "correct horse battery";

test("accounts are added, changed and listed, and log in at the running server", async () => {
  const home = newHome();
  const user = (...args: string[]) =>
    runCommand(["user", ...args], { home, stdin: `${PASSWORD}\n` });
  expect((await user("list")).stdout).toBe("There are no accounts yet.\n");
  expect(await user("add", "ada", "--role", "admin")).toEqual({
    exitCode: 0,
    stdout: "ada: admin\n",
    stderr: "",
  });
  const server = await serve([], { home });
  try {
    expect(server.texts.stderr).not.toContain("First start");
    await user("add", "bob");
    const logIn = (name: string, password: string) =>
      post(`${server.url}/api/v1/auth/login`, { name, password });
    const { status, body } = await logIn("bob", PASSWORD);
    expect(status).toBe(200);
    expect((await user("disable", "bob")).stdout).toBe("bob: user, disabled\n");
    const profile = await fetch(`${server.url}/api/v1/auth/profile`, {
      headers: { authorization: `Bearer ${body.accessToken}` },
    });
    expect(profile.status).toBe(401);
    await user("enable", "bob");
    expect((await user("role", "bob", "viewer")).stdout).toBe("bob: viewer\n");
    const changed = { home, stdin: "another good password" };
    expect((await runCommand(["user", "password", "BOB"], changed)).exitCode).toBe(0);
    expect((await logIn("bob", "another good password")).status).toBe(200);
    expect((await logIn("bob", PASSWORD)).status).toBe(401);
  } finally {
    await server.stop();
  }
  const listed = JSON.parse((await user("list", "--json")).stdout);
  expect(listed).toEqual([
    { id: expect.any(String), name: "ada", role: "admin", disabled: false },
    { id: expect.any(String), name: "bob", role: "viewer", disabled: false },
  ]);
});

test("what does not fit is refused with exit code 2, and no password is shown", async () => {
  const home = newHome();
  const run = (args: string[], stdin = PASSWORD) => runCommand(["user", ...args], { home, stdin });
  await run(["add", "ada", "--role", "admin"]);
  const refused: [string, { exitCode: number | null; stderr: string }][] = [
    ["must not have fewer", await run(["add", "bob"], "short1")],
    ["no password", await run(["add", "bob"], "")],
    ["taken", await run(["add", "ADA"])],
    ["no role", await run(["role", "ada", "king"])],
    ["no user", await run(["disable", "eve"])],
    ["the name", await run(["add", "a/b"])],
    ["only administrator", await run(["disable", "ada"])],
  ];
  for (const [word, { exitCode, stderr }] of refused) {
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(word)]);
    expect(stderr).not.toContain(PASSWORD);
    expect(stderr).not.toContain("short1");
  }
});
