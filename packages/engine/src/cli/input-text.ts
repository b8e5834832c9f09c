/** Small text files that a command reads whole. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PerpmillError } from "../errors.js";
import type { CommandContext } from "./context.js";

/**
 * Text of a file.
 * @throws FILE_NOT_FOUND when it cannot be read, with the system's reason
 */
export async function readInputText(
  path: string,
  { host, texts }: CommandContext,
): Promise<string> {
  try {
    return await readFile(resolve(host.cwd, path), { encoding: "utf8" });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PerpmillError("FILE_NOT_FOUND", {
      message: texts.unreadable(reason),
      where: { file: path },
      hint: texts.checkName,
      cause,
    });
  }
}
