/** What can be done from the keyboard and the search, told by whoever can do it. */
import { defineStore } from "pinia";
import { computed, onScopeDispose, shallowRef } from "vue";

export type CommandGroup = "go" | "run" | "look";

export interface Command {
  readonly id: string;
  /** where the words that say what it does are */
  readonly word: string;
  readonly group: CommandGroup;
  /** pressed one after the other, as `KeyboardEvent.key` names them */
  readonly keys?: readonly string[];
  /** more keys that do the same, not shown */
  readonly alias?: readonly string[];
  /** whether it makes sense now; without it: always */
  readonly when?: () => boolean;
  readonly run: () => unknown;
}

export const useCommandsStore = defineStore("commands", () => {
  const lists = shallowRef<readonly (readonly Command[])[]>([]);
  /** what was added last comes first, so that a page goes before the app */
  const known = computed(() => lists.value.toReversed().flat());
  /** those that make sense now */
  const possible = computed(() => known.value.filter(({ when }) => when?.() !== false));

  /** @returns what takes them away again */
  function add(list: readonly Command[]): () => void {
    lists.value = [...lists.value, list];
    return () => {
      lists.value = lists.value.filter((one) => one !== list);
    };
  }

  return { known, possible, add };
});

/** Commands that are there as long as a component is. */
export function useCommands(list: readonly Command[]): void {
  onScopeDispose(useCommandsStore().add(list));
}
