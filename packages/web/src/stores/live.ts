/** The line to the server on which things are told as they happen. */
import { defineStore } from "pinia";
import { onScopeDispose, ref, toValue, watch } from "vue";
import { recoverSession } from "../api/client";
import { EventSocket, type LinkState, type TopicReader } from "../api/socket";
import { useSessionStore } from "./session";

/** Below wherever the page is served from. */
function socketAddress(): string {
  const url = new URL("ws", document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export const useLiveStore = defineStore("live", () => {
  const session = useSessionStore();
  const state = ref<LinkState>("idle");
  const socket = new EventSocket({
    open: () => new WebSocket(socketAddress()),
    renew: async () => session.profile?.via === "singleUser" || recoverSession(),
    onState: (now) => {
      state.value = now;
    },
  });
  window.addEventListener("online", () => socket.hurry());
  watch(
    () => session.online,
    (online) => {
      if (!online) socket.close();
    },
  );
  return { state, subscribe: socket.subscribe.bind(socket) };
});

/** Reads a topic while a component is there; null: none. */
export function useTopic(name: string | null | (() => string | null), reader: TopicReader): void {
  const live = useLiveStore();
  let stop: (() => void) | null = null;
  watch(
    () => toValue(name),
    (topic) => {
      stop?.();
      stop = topic === null ? null : live.subscribe(topic, reader);
    },
    { immediate: true },
  );
  onScopeDispose(() => stop?.());
}
