/** Keeps what is on the bench for when the page is loaded again, and notes what ran. */
import { type ConfigInput, PerpmillError } from "@perpmill/engine";
import { onMounted, watch } from "vue";
import { useRoute } from "vue-router";
import { withoutDefaults } from "../../../engine/config-sparse";
import { useRecentStore } from "../../../stores/recent";
import { useSessionStore } from "../../../stores/session";
import { useWorkbenchStore } from "../../../stores/workbench";
import { acceptConfig } from "../read-config";
import { openShared, sharedData } from "./bench-data";
import type { SharedData } from "./share-link";

/** Of the tab alone: what a new one begins with is a matter of the settings. */
const KEY = "perpmill.bench";
const MINUTE_MS = 60_000;

interface Kept {
  readonly config: ConfigInput;
  readonly data: SharedData | null;
}

function kept(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    // Storage that is closed to us, or was written by something else: nothing was kept.
    return null;
  }
}

function isReload(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry !== undefined && Reflect.get(entry, "type") === "reload";
}

let looked = false;

export function useKeptBench(): void {
  const bench = useWorkbenchStore();
  const recent = useRecentStore();
  const session = useSessionStore();
  const route = useRoute();

  async function restore({ config, data }: Kept): Promise<void> {
    try {
      bench.load(acceptConfig(config, MINUTE_MS));
    } catch (error) {
      // Kept by another version: the page begins as a new one does.
      if (error instanceof PerpmillError) return;
      throw error;
    }
    if (data === null || data.kind === "file" || (data.kind === "set" && !session.online)) return;
    await openShared(bench, data);
  }

  onMounted(async () => {
    const first = !looked && isReload() && bench.bars === null && bench.dataSet === null;
    looked = true;
    const before = first && route.query.c === undefined ? kept() : null;
    if (before !== null) await restore(before);
  });

  watch([() => bench.config, () => bench.bars, () => bench.dataSet], () => {
    if (bench.issues.length > 0) return;
    const now: Kept = { config: bench.config, data: sharedData(bench.bars, bench.dataSet) };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(now));
    } catch {
      // Without storage a page that is loaded again begins anew.
    }
  });
  watch(
    () => bench.result,
    (result) => {
      if (result === null || result.resultHash === null || bench.issues.length > 0) return;
      if (!bench.stale) recent.note(withoutDefaults(bench.config), result.totalReturn);
    },
  );
}
