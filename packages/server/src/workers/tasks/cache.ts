/** Work on the whole cache: checks every byte, or makes its entries again. */
import { openBars, rebuildCache, verifyCache } from "@perpmill/engine";
import type { CacheTask, DataTaskResults } from "../data-tasks.js";
import type { TaskContext } from "../task-context.js";

/** Throws ABORTED, and what the file system throws. */
export async function workOnCache(
  { work, places: { cacheDir } }: CacheTask,
  { signal }: TaskContext,
): Promise<DataTaskResults["cache"]> {
  if (work === "verify") {
    return { kind: "cache", verified: await verifyCache(cacheDir, { signal }), rebuilt: null };
  }
  const rebuilt = await rebuildCache(cacheDir, openBars, { signal });
  return { kind: "cache", verified: null, rebuilt };
}
