/** The day that docs/calibration.md shows, run again: every line of the table is what the command prints. */
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestFolder, testFolder } from "../../src/cli/test-host.fixture.js";
import { hasRealData, realData } from "../support/real-data.js";

const TRADES = "APEUSDT-aggTrades-2024-10-18.zip";

function blockOf(page: string, language: string): string {
  const path = new URL(`../../../../docs/${page}`, import.meta.url);
  const found = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(
    readFileSync(path, "utf8"),
  );
  if (found === null) throw new Error(`${page} has no ${language} block`);
  return found[1];
}

describe.skipIf(!hasRealData)("the calibration on a day of real trades", () => {
  let folder: TestFolder;
  beforeAll(() => {
    folder = testFolder();
    copyFileSync(realData(`ticks/${TRADES}`), join(folder.path, TRADES));
    folder.write("config.json", blockOf("calibration.md", "json"));
  });
  afterAll(() => folder.remove());

  it.each([
    ["calibration.md", "en"],
    ["calibration.zh-CN.md", "zh"],
  ])("is what %s shows", async (page, lang) => {
    expect(blockOf(page, "json")).toBe(blockOf("calibration.md", "json"));
    const [command, title, ...lines] = blockOf(page, "text").trimEnd().split("\n");
    const args = command.replace("$ perpmill ", "").split(" ");
    const done = await folder.run([...args, "--lang", lang]);
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    const printed = done.stdout.split("\n");
    expect(printed[0].startsWith(title.replace(" …", ""))).toBe(true);
    expect(printed.slice(1, lines.length + 1)).toEqual(lines);
  });
});
