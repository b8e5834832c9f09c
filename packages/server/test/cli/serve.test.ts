import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newHome, post, runCommand, runUnread, serve, setupTokenOf } from "./command.fixture.js";

test("a fresh directory: says where it is, and the token makes the administrator once", async () => {
  const home = newHome();
  const server = await serve([], { home });
  try {
    expect(server.texts.stderr).toContain(`Data directory: ${home}`);
    const token = setupTokenOf(server);
    const setup = `${server.url}/api/v1/auth/setup`;
    const admin = { name: "Ada", password: "correct horse battery" };
    expect((await post(setup, { token: `${token}x`, ...admin })).body.code).toBe(
      "SETUP_TOKEN_WRONG",
    );
    const { status, body } = await post(setup, { token, ...admin });
    expect([status, body.user]).toEqual([201, expect.objectContaining({ role: "admin" })]);
    expect((await post(setup, { token, ...admin })).body.code).toBe("SETUP_TOKEN_WRONG");
    const logIn = await post(`${server.url}/api/v1/auth/login`, admin);
    expect([logIn.status, typeof logIn.body.accessToken]).toEqual([200, "string"]);
  } finally {
    expect(await server.stop()).toBe(0);
  }
  for (const folder of ["server", "server/secrets"]) {
    expect([folder, statSync(join(home, folder)).mode & 0o777]).toEqual([folder, 0o700]);
  }
  const again = await serve([], { home });
  expect(again.texts.stderr).not.toContain("First start");
  await again.stop();
});

test.each([
  ["SIGTERM"],
  ["SIGINT"],
] as const)("%s ends it with 0, and its log says so line by line as JSON", async (signal) => {
  const server = await serve([], { home: newHome() });
  const response = await fetch(`${server.url}/api/v1/auth/profile?secret=1`);
  const { requestId } = (await response.json()) as { readonly requestId: string };
  expect(await server.stop(signal)).toBe(0);
  const lines = server.texts.stdout.trim().split("\n");
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(log.filter(({ reqId }) => reqId === requestId).map(({ msg }) => msg)).toEqual([
    "incoming request",
    "request completed",
  ]);
  expect(log.at(-1)).toMatchObject({ msg: "stopping", signal });
  expect(server.texts.stdout).not.toContain("secret=1");
});

test("a taken port is one clear error and exit code 2", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const result = await runCommand(["serve", "--port", String(port)], { home: newHome() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toBe(
      `error: 127.0.0.1:${port} is in use. Stop what listens there, or choose another --port.\n`,
    );
  } finally {
    other.close();
  }
});

test("a second server on the same directory is refused, and not after kill -9 of the first", async () => {
  const home = newHome();
  const first = await serve([], { home });
  const second = await runCommand(["serve", "--port", "0"], { home });
  expect(second.exitCode).toBe(2);
  expect(second.stderr).toContain(`A server already runs on ${home}`);
  await first.stop("SIGKILL");
  const third = await serve([], { home });
  expect(await third.stop()).toBe(0);
});

test("--single-user needs no log-in and no token, and refuses other hosts", async () => {
  const home = newHome();
  const server = await serve(["--single-user"], { home });
  try {
    expect(server.texts.stderr).toContain("no log-in");
    expect(server.texts.stderr).not.toContain("First start");
    const profile = await fetch(`${server.url}/api/v1/auth/profile`);
    expect(await profile.json()).toMatchObject({ role: "admin" });
  } finally {
    await server.stop();
  }
  const open = await runCommand(["serve", "--single-user", "--host", "0.0.0.0"], { home });
  expect([open.exitCode, open.stderr]).toEqual([2, expect.stringContaining("loopback")]);
});

test("--open has the system open the page of the set-up", async () => {
  const home = newHome();
  const [web, bin, opened] = [join(home, "web"), join(home, "bin"), join(home, "opened")];
  for (const folder of [web, bin]) mkdirSync(folder);
  writeFileSync(join(web, "index.html"), "<title>Perpmill</title>");
  for (const name of ["open", "xdg-open"]) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "$1" > "${opened}"\n`, { mode: 0o755 });
  }
  const env = { PATH: `${bin}:${process.env.PATH}` };
  const server = await serve(["--open", "--web-folder", web], { home, env });
  await expect
    .poll(() => existsSync(opened) && readFileSync(opened, "utf8"))
    .toBe(`${server.url}/setup\n`);
  expect(await server.stop()).toBe(0);
});

test("--print-config shows each setting with what set it, and starts nothing", async () => {
  const home = newHome();
  writeFileSync(join(home, "server.json"), '{"workers": 3}');
  const env = { PERPMILL_QUEUE_LIMIT: "7", DATABASE_URL: "postgres://me:hidden@db/x" };
  const args = ["serve", "--print-config", "--port", "9000"];
  const table = await runCommand(args, { home, env });
  expect(table.exitCode).toBe(0);
  expect(table.stdout).toMatch(/^port +9000 +--port$/m);
  expect(table.stdout).toMatch(/^queueLimit +7 +PERPMILL_QUEUE_LIMIT$/m);
  expect(table.stdout).toMatch(/^host +127\.0\.0\.1 +default$/m);
  const json = await runCommand([...args, "--json"], { home, env });
  expect(JSON.parse(json.stdout)).toMatchObject({
    port: { value: "9000", source: "--port" },
    workers: { value: "3", source: join(home, "server.json") },
    databaseUrl: { source: "DATABASE_URL" },
  });
  expect(table.stdout + json.stdout).not.toContain("hidden");
});

test.each([
  [["serve", "--prot", "1"], "--prot"],
  [["serv"], "serv"],
  [["serve", "--port", "99999"], "--port"],
])("%j is one clear error and exit code 2", async (args, word) => {
  const { exitCode, stdout, stderr } = await runCommand(args, { home: newHome() });
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(word);
  expect(stderr).toMatch(/^error: .+(\n\(Did you mean .+\))?\n$/);
});

test("a reader who has gone, as with | head, is no error", async () => {
  const { exitCode, stderr } = await runUnread(["serve", "--print-config"], { home: newHome() });
  expect([exitCode, stderr]).toEqual([0, ""]);
});

test("the command speaks Chinese where the locale or --lang says so", async () => {
  const home = newHome();
  const asked = await runCommand(["serve", "--help", "--lang", "zh"], { home });
  const local = await runCommand(["user", "list"], { home, env: { LANG: "zh_CN.UTF-8" } });
  expect([asked.exitCode, asked.stdout]).toEqual([0, expect.stringContaining("监听端口")]);
  expect(local.stdout).toBe("尚无账户。\n");
});
