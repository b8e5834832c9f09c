/**
 * Compiled strategies on disk: `<cacheDir>/strategies/v1/<key>.strategy`, each a SHA-256 and the
 * module that it is of. What is not whole is compiled anew.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { KERNEL_SOURCES_SHA256 } from "@perpmill/core-wasm";
import { writeAtomically } from "../cache/atomic-file.js";

const DIGEST_BYTES = 32;

/** Version of the compiler, without loading it. */
function compilerVersion(): string {
  const read: unknown = createRequire(import.meta.url)("assemblyscript/package.json");
  return String(Reflect.get(Object(read), "version"));
}

/** The name of an entry: everything that the module hangs on. */
export function strategyKey(sourceHash: string, optimize: "fast" | "full"): string {
  const parts = [sourceHash, KERNEL_SOURCES_SHA256, compilerVersion(), optimize];
  return createHash("sha256").update(parts.join(" ")).digest("hex");
}

function entryPath(cacheDir: string, key: string): string {
  return join(cacheDir, "strategies", "v1", `${key}.strategy`);
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** A module that was kept; null when there is none, or it is damaged. */
export async function readKeptStrategy(
  cacheDir: string,
  key: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const entry = await readFile(entryPath(cacheDir, key));
    const wasm = new Uint8Array(entry.subarray(DIGEST_BYTES));
    return digestOf(wasm).equals(entry.subarray(0, DIGEST_BYTES)) ? wasm : null;
  } catch {
    return null;
  }
}

/** Keeps a module. @throws what the file system throws */
export async function keepStrategy(cacheDir: string, key: string, wasm: Uint8Array): Promise<void> {
  await writeAtomically(entryPath(cacheDir, key), async (file) => {
    await file.write(digestOf(wasm));
    await file.write(wasm);
  });
}
