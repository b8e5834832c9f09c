/** A full run: a configuration on the bench, with the bars of its study where they are found. */
import type { ConfigInput } from "@perpmill/engine";
import { ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRouter } from "vue-router";
import { useSessionStore } from "../../../stores/session";
import { useWorkbenchStore } from "../../../stores/workbench";
import { openShared, sharedData } from "../../run/inspector/bench-data";
import type { SharedData } from "../../run/inspector/share-link";

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

  return { open, bring, note };
}
