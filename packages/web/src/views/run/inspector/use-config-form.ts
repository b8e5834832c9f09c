/** The configuration on the bench as fields need it: values, what is wrong with them, changes. */
import { computed } from "vue";
import { useI18n } from "vue-i18n";
import { configIssues } from "../../../engine/config-issues";
import { valueAt, withValue } from "../../../engine/config-path";
import { useWorkbenchStore } from "../../../stores/workbench";
import { issueText } from "./issue-text";

export function useConfigForm() {
  const bench = useWorkbenchStore();
  const { locale } = useI18n();
  const texts = computed(
    () => new Map(bench.issues.map((issue) => [issue.field, issueText(issue, locale.value)])),
  );

  function at(path: string): unknown {
    return valueAt(bench.config, path);
  }

  /** What is wrong with the value of a field: by its own, or as a run found out. */
  function issueAt(path: string): string | null {
    const known = texts.value.get(path);
    if (known !== undefined) return known;
    return bench.failure?.field === path ? bench.failure.message : null;
  }

  /** What would be wrong with another value. */
  function check(path: string, value: unknown): string | null {
    const issues = configIssues(withValue(bench.config, path, value), bench.surroundings);
    const found = issues.find(({ field }) => field === path);
    return found === undefined ? null : issueText(found, locale.value);
  }

  /** How many fields below a path are wrong. */
  function issuesBelow(path: string): number {
    const paths = [...texts.value.keys()];
    return paths.filter((one) => one === path || one.startsWith(`${path}.`)).length;
  }

  return { at, issueAt, check, issuesBelow, set: bench.set };
}
