/** Strategies in TypeScript from modules of their own, by path: for threads and for the command. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isRecord, show } from "../config/issues.js";
import { PerpmillError } from "../errors.js";
import { type CallbackStrategy, isCallbackStrategy } from "./callback-strategy.js";
import { strategyOf } from "./define-strategy.js";

const files = new WeakMap<CallbackStrategy, string>();

/** The file that a strategy was loaded from, absolute; null: it was made in this thread. */
export function callbackFile(strategy: CallbackStrategy): string | null {
  return files.get(strategy) ?? null;
}

const WRITE =
  'Write: import { defineStrategy } from "@perpmill/engine"; export default defineStrategy({ … }).';
const COMPILE =
  "Compile it first, with tsc, and name the JavaScript file: this Node reads no TypeScript.";

function invalid(path: string, message: string, cause?: unknown, hint = WRITE): PerpmillError {
  return new PerpmillError("STRATEGY_INVALID", {
    message,
    where: { file: path },
    hint,
    cause,
  });
}

async function importModule(path: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(path).href);
  } catch (cause) {
    const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const unread = Object(cause).code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[cm]?ts$/.test(path);
    throw invalid(path, `the module cannot be loaded: ${text}`, cause, unread ? COMPILE : WRITE);
  }
}

/**
 * The strategy that a module exports as its default: what `defineStrategy` returned, or what it takes.
 * The module is code and runs with all rights of this process. It is loaded once in a process.
 * @param path absolute
 * @throws FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function loadCallback(path: string): Promise<CallbackStrategy> {
  if (!existsSync(path)) {
    throw new PerpmillError("FILE_NOT_FOUND", {
      message: `there is no file ${path}`,
      where: { file: path, field: "strategy.module" },
      hint: "In a file, strategy.module is relative to it; in a program, to the working directory.",
    });
  }
  const exported = Object(await importModule(path)).default;
  if (!isRecord(exported)) {
    throw invalid(path, `the module's default export must be a strategy, got ${show(exported)}`);
  }
  const strategy = isCallbackStrategy(exported) ? exported : strategyOf(exported);
  files.set(strategy, path);
  return strategy;
}

/** A section `strategy` with the id of the loaded strategy in the place of its path. */
export function namedSection(section: unknown, { descriptor }: CallbackStrategy): object {
  const { module, ...parameters } = Object(section);
  return { ...parameters, name: descriptor.id };
}
