/** What of the frame stands in front of the page. */
import { defineStore } from "pinia";
import { ref } from "vue";

export type Front = "palette" | "help" | "more";

export const useShellStore = defineStore("shell", () => {
  const front = ref<Front | null>(null);
  return { front };
});
