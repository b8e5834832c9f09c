/** The keys of the history: down and up, choose, open. */
import type { Run } from "@perpmill/server/api";
import type { Ref } from "vue";
import { useCommands } from "../../shell/commands";

export interface HistoryKeys {
  readonly runs: Readonly<Ref<readonly Run[]>>;
  readonly chosen: Ref<ReadonlySet<string>>;
  /** id of the run that the keys are at */
  readonly here: Ref<string | null>;
  open(run: Run): void;
}

/** Whether Enter has something of its own to do: a link, a button. */
function isBusy(): boolean {
  const { activeElement } = document;
  return activeElement?.matches("a, button, summary, input, [role=option]") ?? false;
}

export function useHistoryKeys({ runs, chosen, here, open }: HistoryKeys): void {
  const at = () => runs.value.findIndex(({ id }) => id === here.value);
  const listed = () => runs.value.length > 0;
  const some = () => at() >= 0;

  function go(by: number): void {
    const to = at() < 0 ? 0 : Math.min(runs.value.length - 1, Math.max(0, at() + by));
    here.value = runs.value[to]?.id ?? null;
  }
  function choose(): void {
    const { value: id } = here;
    if (id === null) return;
    const next = new Set(chosen.value);
    if (!next.delete(id)) next.add(id);
    chosen.value = next;
  }
  function openHere(): void {
    const run = runs.value[at()];
    if (run !== undefined) open(run);
  }

  useCommands([
    {
      id: "history.next",
      word: "history.keys.next",
      group: "run",
      keys: ["j"],
      when: listed,
      run: () => go(1),
    },
    {
      id: "history.previous",
      word: "history.keys.previous",
      group: "run",
      keys: ["k"],
      when: listed,
      run: () => go(-1),
    },
    {
      id: "history.choose",
      word: "history.keys.choose",
      group: "run",
      keys: ["x"],
      when: some,
      run: choose,
    },
    {
      id: "history.open",
      word: "history.keys.open",
      group: "run",
      keys: ["Enter"],
      when: () => some() && !isBusy(),
      run: openHere,
    },
  ]);
}
