/** Quality reports: made by a job, kept by what they are about. `app.data.quality`. */
import { createHash } from "node:crypto";
import { canonicalJson, ENGINE_VERSION } from "@perpmill/engine";
import type { Clock } from "../../../clock.js";
import { ServerError } from "../../../errors.js";
import type { Language } from "../../../language.js";
import type {
  DataJob,
  Quality as QualityAnswer,
  QualityInputs,
} from "../../../schemas/data-jobs.js";
import type { QualityTask, TaskPlaces } from "../../../workers/protocol.js";
import type { JobHandler, Jobs } from "../jobs/job-types.js";
import type { ResultsRepository } from "../runs/results-repository.js";
import { checkBars } from "./columns.js";
import { dataJobOf } from "./data-jobs.js";
import type { DataJobsRepository } from "./data-jobs-repository.js";
import type { ResolvedData } from "./data-set-record.js";
import type { DataSets } from "./data-sets.js";
import type { Viewer } from "./viewer.js";

export interface QualityParts {
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly sets: DataSets;
  readonly jobsRepository: DataJobsRepository;
  readonly results: ResultsRepository;
  readonly places: TaskPlaces;
}

interface QualityPayload {
  readonly key: string;
  /** content hash of the bars */
  readonly about: string;
  readonly dataSetId: string;
  readonly inputs: QualityInputs;
}

/** What is kept of a report. */
interface QualityDocument {
  readonly report: Record<string, unknown>;
  readonly svg: Readonly<Record<Language, string>>;
}

type Asked = Omit<QualityTask, "kind" | "places"> & Pick<QualityPayload, "key" | "about">;

export class Quality {
  readonly #parts: QualityParts;

  constructor(parts: QualityParts) {
    this.#parts = parts;
  }

  /** The report when it is there, else the newest job for it. @throws NOT_FOUND, CONFLICT, DATA_UNFIT */
  async find(id: string, inputs: QualityInputs, viewer: Viewer): Promise<QualityAnswer> {
    const { key } = await this.#asked(id, inputs, viewer);
    const document = await this.#document(key);
    const job = document === null ? await this.#job(id, key, viewer) : null;
    return { report: document?.report ?? null, job };
  }

  /** The report when it is there; else the job for it, queued unless it is. @throws as `find`, QUEUE_FULL */
  async start(id: string, inputs: QualityInputs, viewer: Viewer): Promise<QualityAnswer> {
    const { key, about } = await this.#asked(id, inputs, viewer);
    const document = await this.#document(key);
    if (document !== null) return { report: document.report, job: null };
    const before = await this.#job(id, key, viewer);
    if (before?.state === "queued" || before?.state === "running") {
      return { report: null, job: before };
    }
    const payload: QualityPayload = { key, about, dataSetId: id, inputs };
    const { userId } = viewer;
    const job = await this.#parts.jobs.submit({
      kind: "quality",
      ownerId: userId,
      payload,
      subjectId: id,
    });
    return { report: null, job: dataJobOf(job, viewer.language) };
  }

  /** The coverage calendar of a report, SVG. @throws as `find`, NOT_FOUND when there is no report */
  async calendar(
    id: string,
    inputs: QualityInputs,
    language: Language,
    viewer: Viewer,
  ): Promise<string> {
    const { key } = await this.#asked(id, inputs, viewer);
    const document = await this.#document(key);
    if (document !== null) return document.svg[language];
    throw new ServerError("NOT_FOUND", { message: "there is no quality report of this data set" });
  }

  /** What quality jobs do. */
  handler(): JobHandler {
    const { clock, results, places } = this.#parts;
    return {
      kind: "quality",
      lane: "compute",
      begin: async (job) => {
        const { dataSetId, inputs, key } = job.payload as QualityPayload;
        if ((await this.#document(key)) !== null) return { done: true };
        const asked = await this.#asked(dataSetId, inputs, { userId: job.owner_id });
        if (asked.key !== key) {
          throw new ServerError("CONFLICT", { message: "the data changed meanwhile" });
        }
        const { data, second } = asked;
        return { task: { kind: "quality", places, data, second } };
      },
      finish: async (job, result, trx) => {
        if (result?.kind !== "quality") return;
        const { report, svg } = result;
        const document = JSON.stringify({ report, svg });
        const { key, about } = job.payload as QualityPayload;
        await results.putDocument(
          { key, kind: "quality", about, document, created_ms: clock.nowMs() },
          trx,
        );
      },
    };
  }

  async #asked(
    id: string,
    { from, to, markId, fundingId, secondId }: QualityInputs,
    viewer: Pick<Viewer, "userId">,
  ): Promise<Asked> {
    const { sets } = this.#parts;
    const bars = await sets.resolve(id, viewer);
    checkBars(bars);
    const beside = async (
      other: string | undefined,
      kind: string,
    ): Promise<ResolvedData | null> => {
      if (other === undefined) return null;
      const data = await sets.resolve(other, viewer);
      if (data.kind === kind) return data;
      throw new ServerError("DATA_UNFIT", {
        message: `the data set ${data.name} holds ${data.kind}, not ${kind}`,
      });
    };
    const mark = await beside(markId, "mark");
    const funding = await beside(fundingId, "funding");
    const second = await beside(secondId, "last");
    const range = { fromMs: from ?? null, toMs: to ?? null };
    const others = [mark, funding, second].map((data) => data?.contentHash ?? null);
    const about = bars.contentHash;
    const identity = canonicalJson({ about, engine: ENGINE_VERSION, others, range });
    return {
      key: createHash("sha256").update(identity).digest("hex"),
      about,
      data: {
        bars: bars.files,
        mark: mark?.files ?? null,
        funding: funding?.files ?? null,
        range,
      },
      second: second?.files ?? null,
    };
  }

  async #document(key: string): Promise<QualityDocument | null> {
    const row = await this.#parts.results.document(key);
    return row === null ? null : JSON.parse(row.document);
  }

  async #job(id: string, key: string, viewer: Viewer): Promise<DataJob | null> {
    const rows = await this.#parts.jobsRepository.qualityOf(viewer.userId, id);
    const row = rows.find(({ payload }) => (JSON.parse(payload) as QualityPayload).key === key);
    return row === undefined ? null : dataJobOf(row, viewer.language);
  }
}
