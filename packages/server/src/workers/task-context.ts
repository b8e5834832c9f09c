/** What a task is given by the process that it runs in. */
import type { TaskProgress } from "./protocol.js";
import type { GivenRow, StudyPart } from "./study-tasks.js";
import type { WarmData } from "./warm-data.js";

/** Tells the server that code of a user runs, and that it comes back from its steps. */
export interface ModuleWatch {
  /** Code of a user begins, or has come back: the next step begins. */
  step(): void;
  /** No code of a user runs any more. */
  over(): void;
}

export interface TaskContext {
  readonly signal: AbortSignal;
  readonly warm: WarmData;
  /** sends to the server; see ProgressMeter for how often */
  readonly tell: (progress: TaskProgress) => void;
  /** sends rows of a study, ahead of the result; ends when they are on their way */
  readonly giveRows: (rows: readonly GivenRow[]) => Promise<void>;
  /** sends what a whole study tells, likewise */
  readonly givePart: (part: StudyPart) => Promise<void>;
  readonly modules: ModuleWatch;
  /** UTC ms */
  readonly nowMs: () => number;
  /** ms that never go back */
  readonly steadyMs: () => number;
}
