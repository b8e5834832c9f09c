/** What the keyboard does on the pages of studies. */
import { useCommands } from "../../../shell/commands";
import { useWorkbenchStore } from "../../../stores/workbench";

export interface StudyCommands {
  /** whether what is asked can be run */
  readonly ready: () => boolean;
  /** whether it is to run on the server, which has the bars; left out: never */
  readonly there?: () => boolean;
  readonly running: () => boolean;
  readonly start: () => unknown;
  readonly stop: () => unknown;
}

export function useStudyCommands({ ready, there, running, start, stop }: StudyCommands): void {
  const bench = useWorkbenchStore();
  useCommands([
    {
      id: "study",
      word: "studies.start",
      group: "run",
      keys: ["r"],
      when: () =>
        !running() &&
        ready() &&
        (bench.bars !== null || there?.() === true) &&
        bench.issues.length === 0,
      run: start,
    },
    {
      id: "stopStudy",
      word: "command.stop",
      group: "run",
      keys: ["Escape"],
      when: running,
      run: stop,
    },
  ]);
}
