import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { replacePart } from "../src/generated-text.js";
import { describeMachine } from "../src/machine.js";
import { resultsPage } from "../src/report.js";
import { measureInTurns } from "../src/rounds.js";

describe("what a measurement leaves behind", () => {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-bench-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is a page with the suites that were measured and the machine", () => {
    const table = { head: ["a", "b"], rows: [["x", "1.0"]] };
    const result = { title: "Something", notes: ["Why."], ...table, data: null };
    const stored = { ...result, machine: describeMachine(0.5) };
    writeFileSync(join(folder, "something.json"), JSON.stringify(stored));
    const page = resultsPage(pathToFileURL(`${folder}/`), ["absent", "something"]);
    expect(page).toContain("## Something\n\nWhy.\n\n| a | b |\n| --- | ---: |\n| x | 1.0 |");
    expect(page).toContain(`Node ${process.versions.node}`);
  });

  it("replaces the generated part of a page and nothing else", () => {
    const path = join(folder, "page.md");
    writeFileSync(path, "before\n<!-- t:start -->\nold\n<!-- t:end -->\nafter\n");
    replacePart(path, "t", "new");
    const page = readFileSync(path, "utf8");
    expect(page).toBe("before\n<!-- t:start -->\nnew\n<!-- t:end -->\nafter\n");
    expect(() => replacePart(path, "u", "new")).toThrow("no marks");
  });

  it("lets tasks take turns and keeps the least time and the median", async () => {
    const turns: string[] = [];
    const task = (name: string, times: number[]) => ({
      name,
      run: () => {
        turns.push(name);
        return times.shift() ?? Number.NaN;
      },
    });
    const times = await measureInTurns([task("a", [4, 1, 3, 9]), task("b", [2, 2, 2, 2])], 2);
    expect(turns.join("")).toBe("aabbaabb");
    expect(times[0]).toEqual({ minMs: 1, medianMs: 3.5, samples: 4 });
    expect(times[1]).toEqual({ minMs: 2, medianMs: 2, samples: 4 });
  });
});
