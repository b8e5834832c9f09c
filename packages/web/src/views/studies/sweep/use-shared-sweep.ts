/** A sweep that comes with the address: its axes in the form, its configuration on the bench. */
import { ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRoute, useRouter } from "vue-router";
import { useSessionStore } from "../../../stores/session";
import { useSweepDraftStore } from "../../../stores/sweep-draft";
import { useWorkbenchStore } from "../../../stores/workbench";
import { openShared } from "../../run/inspector/bench-data";
import { decodeShared } from "../../run/inspector/share-link";
import { acceptConfig } from "../../run/read-config";
import { readDraft } from "./sweep-draft";

const MINUTE_MS = 60_000;

export function useSharedSweep() {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  const setup = useSweepDraftStore();
  /** what is still to be done by hand */
  const note = ref<string | null>(null);
  /** why a link could not be opened */
  const broken = ref<string | null>(null);

  /** Opens the link that the page was come to by, if it was. */
  async function open(): Promise<void> {
    const { s, ...rest } = route.query;
    if (typeof s !== "string") return;
    // Out of the address, so that loading the page again does not undo what was changed since.
    await router.replace({ query: rest });
    try {
      const { config, data, study } = await decodeShared(s);
      bench.load(acceptConfig(config, MINUTE_MS));
      if (study !== undefined) setup.change(readDraft(study));
      if (data === null) return;
      if (data.kind === "file") note.value = t("inspector.link.file", { name: data.name });
      else if (data.kind === "set" && !session.online) {
        note.value = t("inspector.link.set", { name: data.name });
      } else await openShared(bench, data);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      broken.value = t("inspector.link.broken", { why });
    }
  }

  return { open, note, broken };
}
