/** What a task is given by the process that it runs in. */
import type { TaskProgress } from "./protocol.js";
import type { WarmData } from "./warm-data.js";

export interface TaskContext {
  readonly signal: AbortSignal;
  readonly warm: WarmData;
  /** sends to the server; see ProgressMeter for how often */
  readonly tell: (progress: TaskProgress) => void;
  /** UTC ms */
  readonly nowMs: () => number;
  /** ms that never go back */
  readonly steadyMs: () => number;
}
