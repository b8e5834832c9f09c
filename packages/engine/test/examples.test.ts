/**
 * The examples of the READMEs, docs/api.md and others, run as they stand. In a `ts` block: a program. In a `sh`
 * block: lines that begin with `perpmill` or `npx perpmill`, one after the other in a folder of their
 * own that holds bars.csv, bars.zip, mark.csv and funding.csv of a synthetic market, and the compiled
 * strategy of examples/callback-strategy.ts with its configuration; `npm` lines are the business of
 * .ci/run. `ts browser` runs in test/browser, `text` is what `npm run demo` prints.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTimeMs, syntheticBars, syntheticFunding, toKlineCsv } from "@perpmill/engine";
import { zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

const COMPILER_OPTIONS = {
  strict: true,
  target: "ES2022",
  module: "NodeNext",
  lib: ["ES2023", "DOM"],
  types: ["node"],
  skipLibCheck: true,
};

/** In every language with the same code. */
const TRANSLATED = [
  ["README.md", "README.zh-CN.md"],
  ["docs/own-strategies.md", "docs/own-strategies.zh-CN.md"],
] as const;

/** Whose examples are run; a translation has the same ones. */
const DOCUMENTS = [
  ...TRANSLATED.map(([original]) => original),
  "docs/api.md",
  "docs/search.md",
  "packages/core-wasm/README.md",
  "packages/engine/README.md",
];

/** Inside the repository, so that the packages are found as from a project. */
const FOLDER = join(ROOT, "node_modules", ".cache", "perpmill", "examples");
const INPUTS = join(FOLDER, "inputs");
const COMMAND = join(ROOT, "packages/engine/bin/perpmill.js");

interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

function blocksOf(document: string): Block[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```(\w+(?: \w+)?)\n([\s\S]*?)^```$/gm)].map((match) => ({
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

function node(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${stdout}${stderr}`);
  }
}

const blocks = DOCUMENTS.flatMap(blocksOf);

const programs = blocks.filter(({ language }) => language === "ts");
const shells = blocks.filter((block) => block.language === "sh" && commandsOf(block).length > 0);

/** The strategy of examples/, compiled as its users compile theirs. */
function compileStrategy(): void {
  const folder = join(FOLDER, "strategy");
  mkdirSync(folder);
  cpSync(join(ROOT, "examples/callback-strategy.ts"), join(folder, "callback-strategy.ts"));
  const compilerOptions = { ...COMPILER_OPTIONS, outDir: INPUTS };
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions }));
  node([TSC, "-p", config], folder);
  cpSync(join(ROOT, "examples/callback-strategy.json"), join(INPUTS, "callback-strategy.json"));
}

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(INPUTS, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), '{ "type": "module" }');
  const bars = syntheticBars({ seed: 1, bars: 44_640, startMs: Date.UTC(2024, 0, 1) });
  const csv = Buffer.concat([...toKlineCsv(bars)]);
  writeFileSync(join(INPUTS, "bars.csv"), csv);
  writeFileSync(join(INPUTS, "mark.csv"), csv);
  writeFileSync(join(INPUTS, "bars.zip"), zipSync({ "bars.csv": csv }));
  const funding = syntheticFunding({ seed: 1, bars });
  const rows = Array.from(funding.timeMs, (time, i) => `${time},${funding.rate[i]}\n`);
  writeFileSync(join(INPUTS, "funding.csv"), `time,rate\n${rows.join("")}`);
  expect(openTimeMs(bars, 0)).toBe(Date.UTC(2024, 0, 1));
  compileStrategy();
});

function folderOf({ document, line }: Block): string {
  return join(FOLDER, `${document.replace(/\W/g, "-")}-${line}`);
}

/** The folder of a block, with the inputs in it. */
function freshFolder(block: Block): string {
  const folder = folderOf(block);
  cpSync(INPUTS, folder, { recursive: true });
  return folder;
}

test("every document has examples", () => {
  const withExamples = [...programs, ...shells].map(({ document }) => document);
  expect([...new Set(withExamples)].sort()).toEqual([...DOCUMENTS].sort());
});

test.each(TRANSLATED)("%s and %s have the same code", (one, other) => {
  const codeOf = (document: string) =>
    blocksOf(document)
      .filter(({ language }) => language !== "text")
      .map(({ language, text }) => `${language}\n${text}`);
  expect(codeOf(other)).toEqual(codeOf(one));
});

test("the example for browsers is the file that test/browser runs", () => {
  const file = join(ROOT, "packages/engine/test/browser/readme-example.ts");
  const shown = blocks.filter(({ language }) => language === "ts browser");
  expect(shown.map(({ text }) => text)).toEqual([readFileSync(file, "utf8")]);
});

test("the programs compile", () => {
  for (const block of programs) writeFileSync(join(freshFolder(block), "example.ts"), block.text);
  const config = join(FOLDER, "tsconfig.json");
  const compilerOptions = COMPILER_OPTIONS;
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ["*/example.ts"] }));
  node([TSC, "-p", config], FOLDER);
});

test.each(programs)("$document:$line runs", (block) => {
  expect(node(["example.js"], folderOf(block))).not.toBe("");
});

test.each(shells)("$document:$line does what it says", (block) => {
  const folder = freshFolder(block);
  for (const args of commandsOf(block)) node([COMMAND, ...args], folder);
});

test.each([
  ["README.md", "en"],
  ["README.zh-CN.md", "zh"],
])("%s shows what the demo prints", (document, lang) => {
  const shown = blocksOf(document).filter(({ language }) => language === "text");
  expect(shown).toHaveLength(1);
  const printed = node([COMMAND, "demo", "--lang", lang], FOLDER).split("\n");
  const lines = shown[0].text.split("\n").filter((line) => line !== "…");
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
});
