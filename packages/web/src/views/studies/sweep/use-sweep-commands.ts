/** What the keyboard does on the page of sweeps. */
import { useCommands } from "../../../shell/commands";
import { useSweepDraftStore } from "../../../stores/sweep-draft";
import { useSweepsStore } from "../../../stores/sweeps";
import { useWorkbenchStore } from "../../../stores/workbench";

export function useSweepCommands(start: () => unknown): void {
  const bench = useWorkbenchStore();
  const setup = useSweepDraftStore();
  const sweeps = useSweepsStore();
  useCommands([
    {
      id: "sweep",
      word: "studies.start",
      group: "run",
      keys: ["r"],
      when: () => !sweeps.running && setup.size !== null && bench.bars !== null,
      run: start,
    },
    {
      id: "stopSweep",
      word: "command.stop",
      group: "run",
      keys: ["Escape"],
      when: () => sweeps.running,
      run: () => sweeps.stop(),
    },
  ]);
}
