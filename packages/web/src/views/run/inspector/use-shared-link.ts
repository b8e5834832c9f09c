/** A configuration that comes with the address: put on the bench, with its bars where they are found. */
import { onMounted, ref } from "vue";
import { useI18n } from "vue-i18n";
import { useRoute, useRouter } from "vue-router";
import { useSessionStore } from "../../../stores/session";
import { useWorkbenchStore } from "../../../stores/workbench";
import { acceptConfig } from "../read-config";
import { openShared } from "./bench-data";
import { decodeShared, type SharedData } from "./share-link";

const MINUTE_MS = 60_000;

export function useSharedLink() {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  /** what is still to be done by hand */
  const note = ref<string | null>(null);
  /** why a link could not be opened */
  const broken = ref<string | null>(null);

  async function openData(data: SharedData): Promise<void> {
    if (data.kind === "file") {
      note.value = t("inspector.link.file", { name: data.name });
    } else if (data.kind === "set" && !session.online) {
      note.value = t("inspector.link.set", { name: data.name });
    } else await openShared(bench, data);
  }

  async function open(text: string): Promise<void> {
    try {
      const { config, data } = await decodeShared(text);
      bench.load(acceptConfig(config, MINUTE_MS));
      if (data !== null) await openData(data);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      broken.value = t("inspector.link.broken", { why });
    }
  }

  onMounted(async () => {
    const { c, ...rest } = route.query;
    if (typeof c !== "string") return;
    // Out of the address, so that loading the page again does not undo what was changed since.
    await router.replace({ query: rest });
    await open(c);
  });

  return { note, broken };
}
