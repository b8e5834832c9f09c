/**
 * A full run: a configuration on the bench, with the bars of its study where they are found; of a study of the
 * server a run there.
 */
import type { ConfigInput } from "@perpmill/engine";
import type { RunAccepted, StartRunBody } from "@perpmill/server/api";
import { ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRouter } from "vue-router";
import { request } from "../../../api/client";
import { ApiFailure } from "../../../api/failure";
import { useSessionStore } from "../../../stores/session";
import { useWorkbenchStore } from "../../../stores/workbench";
import { openShared, sharedData } from "../../run/inspector/bench-data";
import type { SharedData } from "../../run/inspector/share-link";
import type { DataThere } from "../there/study-market";

export function useOpenConfig() {
  const { t } = useI18n();
  const router = useRouter();
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  /** what must be done by hand first */
  const note = ref<string | null>(null);

  /**
   * Puts it on the bench. False: its bars must be opened by hand first.
   * @param data that the study was run on; null: not known
   */
  async function bring(config: ConfigInput, data: SharedData | null): Promise<boolean> {
    const here = sharedData(bench.bars, bench.dataSet);
    if (data !== null && JSON.stringify(data) !== JSON.stringify(here)) {
      if (data.kind === "file" || (data.kind === "set" && !session.online)) {
        note.value = t("studies.otherBars", { name: data.name });
        return false;
      }
      await openShared(bench, data);
    }
    note.value = null;
    bench.load(config);
    return true;
  }

  async function open(config: ConfigInput, data: SharedData | null): Promise<void> {
    if (!(await bring(config, data))) return;
    await router.push({ name: "run" });
    if (!bench.live) void bench.run();
  }

  /** @param there data sets that the study was run on */
  async function openThere(config: ConfigInput, there: DataThere): Promise<void> {
    const body: StartRunBody = { config, ...there };
    try {
      const { run, deduplicated } = await request<RunAccepted>("runs", { method: "POST", body });
      note.value = null;
      const query = deduplicated ? { reused: "1" } : {};
      await router.push({ name: "serverRun", params: { id: run.id }, query });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      note.value = `${error.message} (${error.code})`;
    }
  }

  return { open, openThere, bring, note };
}
