/** Files that appear whole and together, or not at all. */
import { realpathSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { PerpmillError } from "../errors.js";
import type { CommandContext } from "./context.js";

/** A file that an option names. */
export interface NamedFile {
  /** the option or argument, for messages */
  readonly option: string;
  /** as the user wrote it */
  readonly path: string;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One name for a file however it is written; of a file that is not there, by its folder. */
function identity(absolute: string): string {
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

/**
 * Collects output files under temporary names in their own folders. `commit` gives them their names
 * when all are written, `discard` removes every trace.
 */
export class OutputFiles {
  readonly #context: CommandContext;
  readonly #written: { readonly temporary: string; readonly target: string }[] = [];

  constructor(context: CommandContext) {
    this.#context = context;
  }

  /**
   * Checks before any work that every output can be written and overwrites no input.
   * @throws OUTPUT_NOT_WRITABLE, USAGE
   */
  check(outputs: readonly NamedFile[], inputs: readonly NamedFile[]): void {
    const { messages } = this.#context.texts;
    const taken = new Map<string, string>();
    for (const { option, path } of inputs) taken.set(identity(this.#absolute(path)), option);
    for (const { option, path } of outputs) {
      const absolute = this.#absolute(path);
      this.#checkPlace(option, path, absolute);
      const name = identity(absolute);
      const other = taken.get(name);
      if (other !== undefined) {
        throw new PerpmillError("USAGE", {
          message: messages.sameFile(option, other),
          where: { file: path },
          hint: messages.sameFileHint,
        });
      }
      taken.set(name, option);
    }
  }

  #absolute(path: string): string {
    return resolve(this.#context.host.cwd, path);
  }

  #checkPlace(option: string, path: string, absolute: string): void {
    const { messages } = this.#context.texts;
    const folder = dirname(absolute);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new PerpmillError("OUTPUT_NOT_WRITABLE", {
        message: messages.noFolder(dirname(path)),
        where: { file: path, field: option },
        hint: messages.noFolderHint,
      });
    }
    // A rename would replace a device or a folder by a file, so only files are taken.
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile() === false) {
      throw new PerpmillError("OUTPUT_NOT_WRITABLE", {
        message: `${path} ${messages.notAFile}`,
        where: { file: path, field: option },
        hint: messages.notAFileHint,
      });
    }
  }

  /**
   * Writes one file under a temporary name.
   * @throws OUTPUT_FAILED, ABORTED
   */
  async write(path: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
    const { host } = this.#context;
    const target = identity(this.#absolute(path));
    const temporary = join(dirname(target), `.${basename(target)}.${host.pid}.tmp`);
    try {
      this.#written.push({ temporary, target });
      const file = await open(temporary, "w");
      try {
        for (const chunk of chunks) {
          if (host.signal.aborted) throw new PerpmillError("ABORTED", { message: "cancelled" });
          await file.appendFile(chunk);
        }
      } finally {
        await file.close();
      }
    } catch (error) {
      throw this.#failed(path, error);
    }
  }

  /**
   * Gives every file its name.
   * @throws OUTPUT_FAILED, ABORTED; then none of the files is there
   */
  async commit(): Promise<void> {
    if (this.#context.host.signal.aborted) {
      throw new PerpmillError("ABORTED", { message: "cancelled" });
    }
    const renamed: string[] = [];
    for (const { temporary, target } of this.#written) {
      try {
        await rename(temporary, target);
        renamed.push(target);
      } catch (error) {
        for (const done of renamed) await rm(done, { force: true });
        throw this.#failed(target, error);
      }
    }
    this.#written.length = 0;
  }

  /** Removes what was written and not committed. */
  async discard(): Promise<void> {
    for (const { temporary } of this.#written) await rm(temporary, { force: true });
    this.#written.length = 0;
  }

  #failed(path: string, error: unknown): PerpmillError {
    if (error instanceof PerpmillError) return error;
    return new PerpmillError("OUTPUT_FAILED", {
      message: this.#context.texts.messages.writeFailed(reasonOf(error)),
      where: { file: path },
      hint: this.#context.texts.messages.writeFailedHint,
      cause: error,
    });
  }
}

/**
 * Runs `work` with a set of output files: committed when it succeeds, gone when it does not.
 */
export async function withOutputFiles<Value>(
  context: CommandContext,
  work: (files: OutputFiles) => Promise<Value>,
): Promise<Value> {
  const files = new OutputFiles(context);
  try {
    const value = await work(files);
    await files.commit();
    return value;
  } finally {
    await files.discard();
  }
}
