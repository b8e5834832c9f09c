import { afterAll, expect, test } from "vitest";
import { isServerCommand, SERVER_COMMANDS } from "./server-commands.js";
import { testFolder } from "./test-host.fixture.js";

const folder = testFolder();
afterAll(() => folder.remove());

test("commands of the server run in its own program, with what was typed and the language", async () => {
  const calls: (readonly string[])[] = [];
  const runNode = async (program: string, argv: readonly string[]) => {
    calls.push([program.replaceAll("\\", "/").split("/").slice(-2).join("/"), ...argv]);
    return 3;
  };
  const { exitCode } = await folder.run(["serve", "--port", "1"], { runNode });
  await folder.run(["user", "list", "--lang=zh"], { runNode });
  expect(exitCode).toBe(3);
  expect(calls).toEqual([
    ["bin/perpmill-server.js", "serve", "--port", "1", "--lang", "en"],
    ["bin/perpmill-server.js", "user", "list", "--lang=zh"],
  ]);
});

test("the help names them, and nothing else is handed on", async () => {
  const { stdout } = await folder.run(["--help"]);
  for (const name of SERVER_COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  expect(isServerCommand(["run", "serve"])).toBe(false);
  expect(isServerCommand([])).toBe(false);
});
