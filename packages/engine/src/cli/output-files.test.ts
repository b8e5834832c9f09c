import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommandContext } from "./context.js";
import { cliTexts } from "./language.js";
import { withOutputFiles } from "./output-files.js";
import { type TestFolder, testFolder } from "./test-host.fixture.js";

let folder: TestFolder;
let interrupt: AbortController;
let context: CommandContext;

beforeEach(() => {
  folder = testFolder();
  interrupt = new AbortController();
  const stream = { write: () => true };
  context = {
    lang: "en",
    texts: cliTexts("en"),
    host: {
      env: {},
      platform: "linux",
      pid: 1,
      cwd: folder.path,
      stdout: stream,
      stderr: stream,
      nowMs: () => 0,
      runNode: async () => 0,
      sweepWorker: new URL("file:///sweep-worker.js"),
      utcMs: () => 0,
      signal: interrupt.signal,
      endOnInterrupt: () => () => undefined,
    },
  };
});

afterEach(() => folder.remove());

describe("withOutputFiles", () => {
  it("shows no file under its name before all are written", async () => {
    await withOutputFiles(context, async (files) => {
      await files.write("a.csv", ["one\n"]);
      await files.write("b.csv", ["two\n", "three\n"]);
      expect(folder.files().filter((name) => !name.startsWith("."))).toEqual([]);
    });
    expect(folder.files()).toEqual(["a.csv", "b.csv"]);
    expect(folder.read("b.csv")).toBe("two\nthree\n");
  });

  it("leaves nothing when it is interrupted in the middle of a file", async () => {
    function* chunks(): Generator<string> {
      yield "one\n";
      interrupt.abort();
      yield "two\n";
    }
    const work = withOutputFiles(context, (files) => files.write("a.csv", chunks()));
    await expect(work).rejects.toMatchObject({ code: "ABORTED" });
    expect(folder.files()).toEqual([]);
  });

  it("leaves nothing when the work fails after some files were written", async () => {
    const work = withOutputFiles(context, async (files) => {
      await files.write("a.csv", ["one\n"]);
      throw new Error("later");
    });
    await expect(work).rejects.toThrow("later");
    expect(folder.files()).toEqual([]);
  });

  it("writes through a link to the file that it names", async () => {
    const { symlinkSync } = await import("node:fs");
    folder.write("real.csv", "old");
    symlinkSync("real.csv", `${folder.path}/link.csv`);
    await withOutputFiles(context, (files) => files.write("link.csv", ["new"]));
    expect(folder.read("real.csv")).toBe("new");
    expect(folder.files()).toEqual(["link.csv", "real.csv"]);
  });
});
