/** The full run of a row: its configuration on the bench, with the bars of the study where they are found. */
import { ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRouter } from "vue-router";
import { useSessionStore } from "../../../stores/session";
import { useSweepsStore } from "../../../stores/sweeps";
import { useWorkbenchStore } from "../../../stores/workbench";
import { openShared, sharedData } from "../../run/inspector/bench-data";
import type { SharedData } from "../../run/inspector/share-link";
import { outcomeAt, parameterAt } from "../table/study-rows";
import { rowConfig } from "./row-config";

function isSame(a: SharedData | null, b: SharedData | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function useOpenRow() {
  const { t } = useI18n();
  const router = useRouter();
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  const sweeps = useSweepsStore();
  /** what must be done by hand first */
  const note = ref<string | null>(null);

  async function open(row: number): Promise<void> {
    const { study } = sweeps;
    if (study === null) return;
    const { data, sweep, axes, rows } = study;
    const here = sharedData(bench.bars, bench.dataSet);
    if (data !== null && !isSame(data, here)) {
      if (data.kind === "file" || (data.kind === "set" && !session.online)) {
        note.value = t("studies.otherBars", { name: data.name });
        return;
      }
      await openShared(bench, data);
    }
    note.value = null;
    const point = axes.map(({ path }) => [path, parameterAt(rows, path, row)] as const);
    const limit = outcomeAt(rows, row) === "givenUp" ? (sweep.giveUpDrawdown ?? null) : null;
    bench.load(rowConfig(sweep.config, point, limit));
    await router.push({ name: "run" });
    if (!bench.live) void bench.run();
  }

  return { open, note };
}
