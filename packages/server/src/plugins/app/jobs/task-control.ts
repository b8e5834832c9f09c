/** How a task is run, and who hears of it on its way. */
import type { TaskProgress } from "../../../workers/protocol.js";
import type { GivenRow, StudyPart } from "../../../workers/study-tasks.js";

export interface TaskControl {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
  /** rows of a study, as they come */
  readonly onRows?: ((rows: readonly GivenRow[]) => void) | undefined;
  /** what a whole study tells */
  readonly onPart?: ((part: StudyPart) => void) | undefined;
}
