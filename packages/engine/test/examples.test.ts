/**
 * The examples of README and docs/api.md, run as they stand. In a `ts` block: a program. In a `sh`
 * block: lines that begin with `perpmill` or `npx perpmill`, one after the other in a folder that
 * holds bars.csv, bars.zip, mark.csv and funding.csv of a synthetic market; `npm` lines are the
 * business of .ci/run.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTimeMs, syntheticBars, syntheticFunding, toKlineCsv } from "@perpmill/engine";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const DOCUMENTS = ["README.md", "README.zh-CN.md", "docs/api.md"].filter((path) =>
  existsSync(join(ROOT, path)),
);

/** Inside the repository, so that the packages are found as from a project. */
const FOLDER = join(ROOT, "node_modules", ".cache", "perpmill", "examples");

interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

function blocksOf(document: string): Block[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
    document,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1],
    text: match[2],
  }));
}

/** Arguments of the command lines of a block, a backslash at the end of a line joining it to the next. */
function commandsOf({ text }: Block): string[][] {
  return text
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => {
      const command = /^(?:\$ )?(?:npx )?perpmill (.+?)(?:\s+#.*)?$/.exec(line.trim())?.[1];
      if (command === undefined) return [];
      const words = command.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
      return [words.map((word) => word.replace(/^(["'])(.*)\1$/, "$2"))];
    });
}

function node(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { cwd: FOLDER, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${stdout}${stderr}`);
  }
}

const blocks = DOCUMENTS.flatMap(blocksOf);
const programs = blocks.filter(({ language }) => language === "ts");
const shells = blocks.filter((block) => block.language === "sh" && commandsOf(block).length > 0);

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const bars = syntheticBars({ seed: 1, bars: 44_640, startMs: Date.UTC(2024, 0, 1) });
  const csv = Buffer.concat([...toKlineCsv(bars)]);
  writeFileSync(join(FOLDER, "bars.csv"), csv);
  writeFileSync(join(FOLDER, "mark.csv"), csv);
  writeFileSync(join(FOLDER, "bars.zip"), zipSync({ "bars.csv": csv }));
  const funding = syntheticFunding({ seed: 1, bars });
  const rows = Array.from(funding.timeMs, (time, i) => `${time},${funding.rate[i]}\n`);
  writeFileSync(join(FOLDER, "funding.csv"), `time,rate\n${rows.join("")}`);
  expect(openTimeMs(bars, 0)).toBe(Date.UTC(2024, 0, 1));
});

test("the documents have examples", () => {
  expect(programs.length).toBeGreaterThan(0);
});

describe.each(programs)("$document:$line", ({ document, line, text }) => {
  test("compiles and runs", () => {
    const name = `${document.replace(/\W/g, "-")}-${line}`;
    writeFileSync(join(FOLDER, `${name}.ts`), text);
    writeFileSync(join(FOLDER, "package.json"), '{ "type": "module" }');
    const compilerOptions = {
      strict: true,
      target: "ES2022",
      module: "NodeNext",
      lib: ["ES2023", "DOM"],
      types: ["node"],
      skipLibCheck: true,
    };
    const config = join(FOLDER, `${name}.tsconfig.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
    node([join(ROOT, "node_modules/typescript/bin/tsc"), "-p", config]);
    expect(node([join(FOLDER, `${name}.js`)])).not.toBe("");
  });
});

describe.each(shells)("$document:$line", (block) => {
  test("does what it says", () => {
    for (const args of commandsOf(block)) {
      node([join(ROOT, "packages/engine/dist/cli/bin.js"), ...args]);
    }
  });
});
