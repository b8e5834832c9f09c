/** What the keyboard does on the bench. */
import { valueAt } from "../../engine/config-path";
import { useCommands } from "../../shell/commands";
import { useWorkbenchStore } from "../../stores/workbench";

export function useRunCommands(): void {
  const bench = useWorkbenchStore();
  useCommands([
    {
      id: "run",
      word: "command.run",
      group: "run",
      keys: ["r"],
      when: () => bench.bars !== null,
      run: () => bench.run(),
    },
    {
      id: "stop",
      word: "command.stop",
      group: "run",
      keys: ["Escape"],
      when: () => bench.activity !== "idle",
      run: () => bench.stop(),
    },
    {
      id: "pin",
      word: "command.pin",
      group: "run",
      keys: ["p"],
      when: () => bench.result !== null,
      run: () => {
        if (bench.pinned === null) bench.pin(String(valueAt(bench.config, "strategy.name")));
        else bench.unpin();
      },
    },
    {
      id: "live",
      word: "command.live",
      group: "run",
      keys: ["a"],
      run: () => {
        bench.live = !bench.live;
      },
    },
  ]);
}
