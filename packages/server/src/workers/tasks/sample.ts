/** Bars of a made-up market as a file in the exchange's layout. */
import { createHash } from "node:crypto";
import { open, rename } from "node:fs/promises";
import { syntheticBars, toKlineCsv } from "@perpmill/engine";
import type { DataTaskResults, SampleTask } from "../data-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Throws CONFIG_INVALID, and what the file system throws. */
export async function writeSample(
  { seed, bars, symbol, out }: SampleTask,
  { signal }: Pick<TaskContext, "signal">,
): Promise<DataTaskResults["sample"]> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(`${out}.tmp`, "w", 0o600);
  try {
    for (const chunk of toKlineCsv(syntheticBars({ seed, bars, symbol }))) {
      signal.throwIfAborted();
      hash.update(chunk);
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${out}.tmp`, out);
  return { kind: "sample", bytes, sha256: hash.digest("hex") };
}
