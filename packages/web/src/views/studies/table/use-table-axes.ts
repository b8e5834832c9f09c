/** The parameters of a study in words. */
import { computed } from "vue";
import { useSweepDraftStore } from "../../../stores/sweep-draft";
import { useFieldHelp } from "../../run/inspector/use-field-help";
import { tableAxis } from "./axis-words";

/** @param paths of the parameters */
export function useTableAxes(paths: () => readonly string[]) {
  const setup = useSweepDraftStore();
  const { unitOf } = useFieldHelp();
  return computed(() =>
    paths().map((path) => {
      const field = setup.fieldOf(path);
      return tableAxis(path, field, field === null ? "" : unitOf(field));
    }),
  );
}
