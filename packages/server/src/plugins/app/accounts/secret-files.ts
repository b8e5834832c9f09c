/** Files that hold a secret: made once, for their owner only, and whole or not there at all. */
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../../usage-error.js";

const BYTES = 32;

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    if (Buffer.from(text, "base64url").length < BYTES) {
      throw new UsageError(`${path} is damaged: remove it, and a new one is made`);
    }
    await chmod(path, 0o600);
    return text;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function writeSecret(folder: string, path: string): Promise<string> {
  const secret = randomBytes(BYTES).toString("base64url");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const temporary = join(folder, `${randomUUID()}.tmp`);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  return secret;
}

/**
 * The secret of a file, 256 random bits as base64url, made when there is none. Throws UsageError when the
 * file holds less: somebody else wrote it.
 */
export async function secretOf(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  return (await readSecret(path)) ?? writeSecret(folder, path);
}

/** Removes the file of a secret that has done its service. */
export async function forgetSecret(folder: string, name: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
