/** Makes a data set of a `.h5` or `.pkl` file; the engine's readers say what is in it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { openBars, openTimeMs } from "@perpmill/engine";
import type { FastifyInstance } from "fastify";
import type { Caller } from "../access.js";
import type { StoredDataFile } from "../plugins/app/data/content-hash.js";
import type {} from "../plugins/app/data/data.js";
import type { IncomingFile } from "../plugins/app/data/write-incoming.js";
import { type FileReport, sentenceOf } from "./report.js";
import type { OldFile } from "./scan-folder.js";

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

function spanOf(rows: number, firstMs: number, lastMs: number): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace("T", " ");
  return `${rows} bars, ${day(firstMs)} to ${day(lastMs)}`;
}

/** Only reads the file: what would come of it. */
export async function tryBars(file: OldFile): Promise<FileReport> {
  const about = { file: file.name, kind: file.kind };
  try {
    const bars = await openBars(file.path);
    const { count } = bars;
    const detail = spanOf(count, openTimeMs(bars, 0), openTimeMs(bars, count - 1));
    return { ...about, outcome: "taken", detail };
  } catch (error) {
    return { ...about, outcome: "skipped", detail: sentenceOf(error) };
  }
}

/** The data set that was made of the same bytes before. */
async function known(app: FastifyInstance, ownerId: string, sha256: string) {
  const rows = await app.db
    .selectFrom("data_sets")
    .select(["id", "name", "files"])
    .where("owner_id", "=", ownerId)
    .where("origin", "=", "migration")
    .execute();
  return rows.find(({ files }) =>
    (JSON.parse(files) as readonly StoredDataFile[]).some((one) => one.sha256 === sha256),
  );
}

async function* only(file: IncomingFile): AsyncGenerator<IncomingFile> {
  yield file;
}

/** Brings a file in and waits until it was read; one that is no K-lines leaves nothing behind. */
export async function bringBars(
  file: OldFile,
  app: FastifyInstance,
  owner: Caller,
): Promise<FileReport> {
  const about = { file: file.name, kind: file.kind };
  const before = await known(app, owner.userId, await sha256Of(file.path));
  if (before !== undefined) {
    const detail = `it is the data set ${before.name} already`;
    return { ...about, outcome: "there", detail, dataSetId: before.id };
  }
  const { size } = await stat(file.path);
  const name = basename(file.name);
  const id = await app.data.intake.bring(
    {
      ownerId: owner.userId,
      origin: "migration",
      files: only({ name, chunks: createReadStream(file.path) }),
      totalBytes: size,
      limitBytes: Number.MAX_SAFE_INTEGER,
    },
    {},
  );
  const { jobId } = await app.data.sets.get(id, owner);
  if (jobId !== null) await app.jobs.ended(jobId);
  const made = await app.data.sets.get(id, owner);
  if (made.state !== "ready" || made.facts === null) {
    await app.data.sets.remove(id, owner);
    const detail = made.error?.message ?? `it ended as ${made.state}`;
    return { ...about, outcome: "skipped", detail };
  }
  const { rows, firstMs, lastMs } = made.facts;
  const detail = `data set ${made.name}: ${spanOf(rows, firstMs, lastMs)}`;
  return { ...about, outcome: "taken", detail, dataSetId: id };
}
