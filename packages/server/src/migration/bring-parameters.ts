/** Writes the parameters of one file as a configuration that `perpmill run` and the API take. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { mapParameters, type Unmapped } from "./map-parameters.js";
import { readParameters } from "./read-parameters.js";
import { type FileReport, sentenceOf } from "./report.js";
import type { OldFile } from "./scan-folder.js";

async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = join(folder, `.${randomUUID()}.partial`);
  const file = await open(partial, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, join(folder, name));
}

async function holds(path: string, text: string): Promise<boolean> {
  try {
    return (await readFile(path, "utf8")) === text;
  } catch {
    return false;
  }
}

/** `a/b/config.py` as a name of its own in one folder. */
function nameOf({ name }: OldFile): string {
  return `${name.replaceAll("/", "-").replace(/\.(json|py)$/i, "")}.json`;
}

/**
 * @param folder where configurations go; null: they are not written
 */
export async function bringParameters(file: OldFile, folder: string | null): Promise<FileReport> {
  const about = { file: file.name, kind: file.kind };
  const read = await readParameters(file.path).catch((error: unknown) => sentenceOf(error));
  if (read === null || typeof read === "string") {
    return { ...about, outcome: "skipped", detail: read ?? "it holds no parameters" };
  }
  const mapped = mapParameters(read.values);
  const unmapped: Unmapped[] = [
    ...mapped.unmapped,
    ...read.left.map((name) => ({ name, reason: "its value is no literal; nothing is executed" })),
  ];
  const count = Object.keys(mapped.taken).length;
  if (count === 0) {
    const detail = `none of ${basename(file.name)} is a parameter of a backtest`;
    return { ...about, outcome: "skipped", detail, unmapped };
  }
  const text = `${JSON.stringify(mapped.config, null, 2)}\n`;
  const target = nameOf(file);
  const known = folder !== null && (await holds(join(folder, target), text));
  if (folder !== null && !known) await writeWhole(folder, target, text);
  const state = mapped.problem === null ? "a whole configuration" : `incomplete: ${mapped.problem}`;
  const where = folder === null ? target : join(folder, target);
  return {
    ...about,
    outcome: known ? "there" : "taken",
    detail: `${count} parameters as ${where}, ${state}`,
    taken: mapped.taken,
    unmapped,
  };
}
