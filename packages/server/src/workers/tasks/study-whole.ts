/** A study that one process works on with several threads; what it tells is sent ten times a second. */
import {
  type OtherMarket,
  type RowResult,
  runStudy,
  type StudyStage,
  type SweepRows,
} from "@perpmill/engine";
import type { KeptRow, StudyTaskResults, StudyWholeTask } from "../study-tasks.js";
import type { TaskContext } from "../task-context.js";
import { readInputs } from "./run-inputs.js";
import { userStrategy, watched } from "./user-module.js";

const INTERVAL_MS = 100;

/** Collects what is told, and sends it when it is time. */
class PartOutbox {
  readonly #context: Pick<TaskContext, "givePart" | "steadyMs">;
  #stage: StudyStage | null = null;
  #trials: SweepRows[] = [];
  #kept: KeptRow[] = [];
  #sentMs = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<TaskContext, "givePart" | "steadyMs">) {
    this.#context = context;
  }

  stage(stage: StudyStage): void {
    this.#stage = stage;
  }

  trials(rows: SweepRows): void {
    this.#trials.push(rows);
  }

  kept(row: KeptRow): void {
    this.#kept.push(row);
  }

  /** Sends what there is, when it is time. */
  async look(): Promise<void> {
    if (this.#context.steadyMs() - this.#sentMs >= INTERVAL_MS) await this.flush();
  }

  /** Sends what there is. */
  async flush(): Promise<void> {
    this.#sentMs = this.#context.steadyMs();
    const part = { stage: this.#stage, trials: this.#trials, kept: this.#kept };
    this.#stage = null;
    this.#trials = [];
    this.#kept = [];
    if (part.stage === null && part.trials.length === 0 && part.kept.length === 0) return;
    await this.#context.givePart(part);
  }
}

/** Other markets, read one after the other. Throws the codes of the readers, ABORTED */
async function readOthers(
  { others, places }: StudyWholeTask,
  context: TaskContext,
): Promise<readonly OtherMarket[]> {
  const markets: OtherMarket[] = [];
  for (const { name, instrument, data } of others) {
    const { bars, mark, funding } = await readInputs(data, places, context);
    markets.push({ name, instrument, bars, mark, funding });
  }
  return markets;
}

/** Throws the codes of the readers, of the study's function, and ABORTED */
export async function runWholeStudy(
  task: StudyWholeTask,
  context: TaskContext,
): Promise<StudyTaskResults["study-whole"]> {
  const { bars, mark, funding } = await readInputs(task.data, task.places, context);
  const given = {
    sweep: task.tried ?? undefined,
    walkForward: task.walked ?? undefined,
    others: await readOthers(task, context),
  };
  const strategy = await userStrategy(task.strategy);
  const known = new Map(task.kept.map(({ key, row }): [string, RowResult] => [key, row]));
  const outbox = new PartOutbox(context);
  const document = await watched(task.strategy, context.modules, async (step) => {
    try {
      return await runStudy(
        task.request,
        { bars, mark, funding, userStrategy: strategy, ...given },
        {
          workers: task.threads,
          signal: context.signal,
          onProgress: (stage) => {
            step();
            outbox.stage(stage);
          },
          onRows: async (rows) => {
            outbox.trials(rows);
            await outbox.look();
          },
          store: () => ({
            get: (key) => known.get(key) ?? null,
            put: async (key, row) => {
              step();
              outbox.kept({ key, row });
              await outbox.look();
            },
          }),
        },
      );
    } finally {
      await outbox.flush();
    }
  });
  return { kind: "study-whole", document: JSON.stringify(document) };
}
