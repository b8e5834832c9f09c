/** Data sets brought from the exchange and kept up to date: `app.data.downloads`. */
import { randomUUID } from "node:crypto";
import { copyFile, link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DownloadReport, type StoredDataSet, timeframes } from "@perpmill/engine";
import type { Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, DataSetsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { HomePaths } from "../../../home-paths.js";
import type { DataJob, DownloadBody } from "../../../schemas/data-jobs.js";
import type { Settings } from "../../../settings/settings.js";
import type { ReadOptions, TaskPlaces } from "../../../workers/protocol.js";
import type { Job, JobHandler, Jobs } from "../jobs/job-types.js";
import { dataJobOf } from "./data-jobs.js";
import type { DataSetsRepository } from "./data-sets-repository.js";
import { type NextFiles, submitImport } from "./import-job.js";
import type { Quota } from "./quota.js";
import type { Viewer } from "./viewer.js";

export interface DownloadsParts {
  readonly clock: Clock;
  readonly paths: HomePaths;
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly repository: DataSetsRepository;
  readonly places: TaskPlaces;
  readonly quota: Quota;
}

type DownloadPayload = Required<DownloadBody>;

export class Downloads {
  readonly #parts: DownloadsParts;

  constructor(parts: DownloadsParts) {
    this.#parts = parts;
  }

  /** Queues a download. @throws REQUEST_INVALID for an empty span, QUOTA_EXCEEDED, QUEUE_FULL */
  async start(body: DownloadBody, viewer: Viewer): Promise<DataJob> {
    const { clock, jobs, quota } = this.#parts;
    const toMs = body.toMs ?? clock.nowMs();
    if (body.fromMs >= toMs) {
      throw new ServerError("REQUEST_INVALID", {
        message: `the span is empty: it begins at ${body.fromMs} and ends at ${toMs}`,
        field: "body.fromMs",
      });
    }
    const payload: DownloadPayload = { ...body, toMs };
    const { userId, language } = viewer;
    // How much will come is not known: one that begins with room is let come whole.
    await quota.checkAny(userId);
    const job = { kind: "download", ownerId: userId, payload, subjectId: null } as const;
    return dataJobOf(await jobs.submit(job), language);
  }

  /** What download jobs do. */
  handler(): JobHandler {
    const { paths, settings, places } = this.#parts;
    const { archiveUrl, restUrl } = settings;
    return {
      kind: "download",
      lane: "transfer",
      begin: async (job) => {
        const payload = job.payload as DownloadPayload;
        const urls = {
          ...(archiveUrl === null ? {} : { archiveUrl }),
          ...(restUrl === null ? {} : { apiUrl: restUrl }),
        };
        const storeHome = join(paths.stores, job.owner_id);
        return {
          task: { kind: "download", places, storeHome, options: { ...payload, ...urls } },
        };
      },
      finish: async (job, result, trx) => {
        if (result?.kind === "download") await this.#takeIn(job, result.report, trx);
      },
    };
  }

  async #takeIn(job: Job, report: DownloadReport, trx: Transaction<Database>): Promise<void> {
    for (const { dataSet } of report.series) {
      if (dataSet !== null && dataSet.files.length > 0) await this.#takeSeries(job, dataSet, trx);
    }
  }

  /** The files of a series become those of its data set, which is made when it is missing. */
  async #takeSeries(job: Job, stored: StoredDataSet, trx: Transaction<Database>): Promise<void> {
    const { repository, jobs } = this.#parts;
    const { market, symbol, kind } = stored.id;
    const series = { market, symbol, kind, interval_ms: intervalMsOf(stored.id.interval) };
    const known = await repository.download(job.owner_id, series, trx);
    const id = known?.id ?? randomUUID();
    const next = await this.#versionOf(id, job.id, stored);
    if (known === null) {
      await repository.insert(this.#newRow(id, job, stored, series, next), trx);
    }
    const request = { id, ownerId: job.owner_id, kind, next };
    await submitImport(request, { jobs, repository }, trx);
  }

  /** Links, so that later downloads never change what a run is about to read. */
  async #versionOf(id: string, jobId: string, stored: StoredDataSet): Promise<NextFiles> {
    const folder = join(this.#parts.paths.dataSets, id, jobId);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const { name } of stored.files) {
      const from = join(stored.folder, name);
      const to = join(folder, name);
      // other file systems, and some of Windows, have no links
      await link(from, to).catch(() => copyFile(from, to));
    }
    const { format, table } = stored.readAs;
    const options: ReadOptions = {
      ...(stored.fill === "none" ? {} : { fill: stored.fill }),
      ...(format === null ? {} : { format }),
      ...(table === null ? {} : { table }),
    };
    const files = stored.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
    return { folder: `server/data-sets/${id}/${jobId}`, files, options };
  }

  #newRow(
    id: string,
    job: Job,
    stored: StoredDataSet,
    series: Pick<DataSetsTable, "market" | "symbol" | "kind" | "interval_ms">,
    { folder, files, options }: NextFiles,
  ): DataSetsTable {
    const { interval, kind, symbol } = stored.id;
    return {
      id,
      owner_id: job.owner_id,
      shared: 0,
      name: [symbol, interval, kind === "last" ? null : kind].filter(Boolean).join(" "),
      ...series,
      state: "preparing",
      origin: "download",
      folder,
      files: JSON.stringify(files),
      read_options: JSON.stringify(options),
      facts: null,
      content_hash: null,
      bytes: stored.bytes,
      first_ms: null,
      last_ms: null,
      rows: null,
      job_id: null,
      error: null,
      created_ms: this.#parts.clock.nowMs(),
    };
  }
}

function intervalMsOf(interval: string | null): number | null {
  return timeframes().find((one) => one.interval === interval)?.intervalMs ?? null;
}
