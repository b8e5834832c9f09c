/** What a server that ended in the middle of something has left behind. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ServerError } from "../../../errors.js";
import type { HomePaths } from "../../../home-paths.js";
import { answerOf } from "../../../problems.js";
import type { DataSetsRepository } from "./data-sets-repository.js";

/**
 * Marks uploads that were cut off as failed, and removes folders that no data set names. To be called
 * before the server takes requests.
 */
export async function cleanUp(repository: DataSetsRepository, paths: HomePaths): Promise<void> {
  for (const row of await repository.preparing()) {
    if (row.job_id !== null) continue;
    const error = new ServerError("CONFLICT", {
      message: "the server ended while this was brought in; bring it again",
    });
    const { problem } = answerOf(error, "en", row.id);
    await repository.update(row.id, { state: "failed", error: JSON.stringify(problem) });
    await rm(join(paths.dataSets, row.id), { recursive: true, force: true });
  }
  const awaited = new Set(await repository.awaited());
  const named = new Set(await repository.folders());
  for (const id of await foldersIn(paths.dataSets)) {
    const folder = `server/data-sets/${id}`;
    if (named.has(folder) || awaited.has(id)) continue;
    const versions = await foldersIn(join(paths.dataSets, id));
    const used = versions.filter((version) => named.has(`${folder}/${version}`));
    const unused = used.length === 0 ? [""] : versions.filter((version) => !used.includes(version));
    for (const version of unused) {
      await rm(join(paths.dataSets, id, version), { recursive: true, force: true });
    }
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
