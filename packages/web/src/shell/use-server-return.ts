/** Finds a server again that did not answer when the page began: what was kept of the app opens without it. */
import { useDocumentVisibility, useIntervalFn } from "@vueuse/core";
import { onScopeDispose, watch } from "vue";
import { useSessionStore } from "../stores/session";

const LOOK_MS = 15_000;

export function useServerReturn(): void {
  const session = useSessionStore();
  const visibility = useDocumentVisibility();
  const look = () => {
    if (session.away) void session.lookAgain();
  };

  useIntervalFn(() => {
    if (visibility.value === "visible") look();
  }, LOOK_MS);
  watch(visibility, look);
  window.addEventListener("online", look);
  onScopeDispose(() => window.removeEventListener("online", look));
}
