/** The files of the repository: those that git knows or does not ignore; without git, all but what is built. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const BUILT = /(^|\/)(node_modules|dist|build|coverage|\.git|\.turbo|\.perpmill)\//;

function listed(): string[] {
  try {
    const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
    const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26, stdio: "pipe" } as const;
    return execFileSync("git", args, options).split("\n");
  } catch {
    const entries = readdirSync(ROOT, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .filter((path) => !BUILT.test(path));
  }
}

/** Paths from the root with `/`, sorted. */
export const FILES: readonly string[] = listed()
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
  (path) =>
    /^packages\/[^/]+\/(src|assembly|portable)\//.test(path) && !/\.(test|fixture)\.ts$/.test(path),
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
