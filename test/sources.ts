/** The files of the repository as git knows them: committed, or new and not ignored. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Paths from the root with `/`, sorted. */
export const FILES: readonly string[] = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard"],
  { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 },
)
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(ROOT, path)))
  .sort();

/** Text of a file by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Code that is read as it stands: not generated, not data. */
export const SOURCES = FILES.filter(
  (path) => /\.(ts|mjs|cjs|js|vue)$/.test(path) && !/\.gen\.ts$|\/golden\//.test(path),
);

/** What ships: sources of packages without tests and fixtures. */
export const SHIPPED = SOURCES.filter(
  (path) => /^packages\/[^/]+\/(src|assembly)\//.test(path) && !/\.(test|fixture)\.ts$/.test(path),
);

/**
 * A source without its comments; strings stay. Lines keep their numbers. Good enough to look for
 * calls: a `//` inside a string or template hides the rest of its line.
 */
export function codeOf(path: string): string {
  return textOf(path)
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}

/** `path:line: text` of every line of `code` that a pattern finds. */
export function linesWith(path: string, code: string, pattern: RegExp): string[] {
  return code
    .split("\n")
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
}
