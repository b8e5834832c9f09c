/** Strategies from files: a source is compiled, or taken from the cache; a built module is read. */
import { readFile } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { PerpmillError } from "../errors.js";
import type { ModuleStrategy } from "../strategies/user-strategy.js";
import { checkStrategyModule } from "./check-module.js";
import { compileStrategy } from "./compile-strategy.js";
import { factsOfModule } from "./module-facts.js";
import { sourceHash } from "./source-text.js";
import { keepStrategy, readKeptStrategy, strategyKey } from "./strategy-cache-node.js";
import type { StrategyFacts } from "./strategy-facts.js";

export interface LoadStrategyOptions {
  /** folder of the cache; null (default): compiled at every call */
  readonly cacheDir?: string | null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A strategy that can be run, and the bytes of its module. */
export interface LoadedStrategy extends ModuleStrategy, StrategyFacts {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** nothing had to be compiled */
  readonly fromCache: boolean;
}

/** Largest source that is compiled. */
const MOST_SOURCE_BYTES = 262_144;

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new PerpmillError(missing ? "FILE_NOT_FOUND" : "FILE_UNREADABLE", {
      message: missing ? `there is no file ${path}` : `${path} cannot be read`,
      where: { file: path },
      hint: missing
        ? "perpmill strategy new NAME writes a strategy to start from."
        : "Check its permissions.",
      cause,
    });
  }
}

async function loaded(
  wasm: Uint8Array<ArrayBuffer>,
  file: string,
  fromCache: boolean,
): Promise<LoadedStrategy> {
  checkStrategyModule(wasm);
  const module = await WebAssembly.compile(wasm);
  return { ...factsOfModule(module, file), module, wasm, fromCache };
}

async function fromSource(
  source: string,
  file: string,
  { cacheDir = null, signal }: LoadStrategyOptions,
): Promise<LoadedStrategy> {
  const key = strategyKey(await sourceHash(source), "full");
  const kept = cacheDir === null ? null : await readKeptStrategy(cacheDir, key);
  if (kept !== null) return loaded(kept, file, true);
  const { wasm } = await compileStrategy(source, { fileName: file, signal });
  if (cacheDir !== null) await keepStrategy(cacheDir, key, wasm);
  return loaded(wasm, file, false);
}

/**
 * Loads a strategy from a source (`.ts`) or a module that was built (`.wasm`).
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, STRATEGY_INVALID, ABORTED
 */
export async function loadStrategy(
  path: string,
  options: LoadStrategyOptions = {},
): Promise<LoadedStrategy> {
  const file = basename(path);
  if (extname(path) !== ".wasm") return fromSource(await readStrategyFile(path), file, options);
  return loaded(new Uint8Array(await readBytes(resolve(path))), file, false);
}

/**
 * The text of a strategy's source.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE, STRATEGY_INVALID when it is too large
 */
export async function readStrategyFile(path: string): Promise<string> {
  const file = basename(path);
  const bytes = await readBytes(resolve(path));
  if (bytes.length > MOST_SOURCE_BYTES) {
    throw new PerpmillError("STRATEGY_INVALID", {
      message: `${file} has ${bytes.length} bytes, and a strategy's source can have ${MOST_SOURCE_BYTES}`,
      where: { file },
      hint: "A strategy is one file with a class; keep data out of it.",
    });
  }
  return bytes.toString("utf8");
}
