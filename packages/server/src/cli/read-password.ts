/** Passwords come on standard input: an argument would stand in the list of processes and the history. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { UsageError } from "../usage-error.js";
import type { ServerContext } from "./context.js";

/**
 * The first line of standard input; on a terminal it is asked for and not shown.
 * @throws UsageError when there is none
 */
export async function readPassword({ host, texts }: ServerContext): Promise<string> {
  const terminal = host.stdin.isTTY === true;
  if (terminal) host.stderr.write(texts.passwordPrompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: host.stdin, output: nowhere, terminal });
  try {
    for await (const line of lines) {
      if (line !== "") return line;
      break;
    }
  } finally {
    lines.close();
    if (terminal) host.stderr.write("\n");
  }
  throw new UsageError(texts.noPassword);
}
