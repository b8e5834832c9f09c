/**
 * Processes are forked from built code, so the build has to be as new as the sources. Only what changed
 * is written, file by file and without a look at types, which `npm run types` checks.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));
const BUILT = fileURLToPath(new URL("../dist", import.meta.url));
const COPY_REDOC = fileURLToPath(new URL("../scripts/copy-redoc.mjs", import.meta.url));
const REDOC = fileURLToPath(new URL("../build/redoc/redoc.standalone.js", import.meta.url));
const CONFIG = fileURLToPath(new URL("../tsconfig.json", import.meta.url));

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

/** Appears whole or not at all: other test runs may be forking from the same folder. */
function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const written = `${file}.${process.pid}`;
  writeFileSync(written, text);
  renameSync(written, file);
}

export function setup(): void {
  if (changedMs(REDOC) < changedMs(COPY_REDOC)) execFileSync(process.execPath, [COPY_REDOC]);
  const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(CONFIG));
  // of a lone file, NodeNext cannot tell that its package is one of modules
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext };
  for (const name of readdirSync(SOURCES, { recursive: true, encoding: "utf8" })) {
    if (!/(?<!\.test|\.fixture|\.d)\.ts$/.test(name)) continue;
    const source = join(SOURCES, name);
    const built = join(BUILT, name.replace(/\.ts$/, ".js"));
    if (changedMs(built) >= changedMs(source)) continue;
    const text = readFileSync(source, "utf8");
    const fileName = relative(dirname(built), source);
    const { outputText, sourceMapText } = ts.transpileModule(text, { compilerOptions, fileName });
    if (sourceMapText !== undefined) replaceFile(`${built}.map`, sourceMapText);
    replaceFile(built, outputText);
  }
}
