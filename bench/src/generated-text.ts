/** Pages that are written by hand around a part that a program writes. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** Writes a file under another name first, so that no half of it is ever seen. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/**
 * Replaces what stands between `<!-- NAME:start -->` and `<!-- NAME:end -->` in a page.
 * @throws Error when the page has no such marks
 */
export function replacePart(path: string, name: string, text: string): void {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const page = readFileSync(path, "utf8");
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${path} has no marks ${start} … ${end}`);
  writeWhole(path, `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`);
}
