/** Has the server run what is on the bench, and goes to the page of that run. */
import { ref } from "vue";
import { useRouter } from "vue-router";
import { useWorkbenchStore } from "../../stores/workbench";

export function useStartThere() {
  const bench = useWorkbenchStore();
  const router = useRouter();
  const busy = ref(false);

  async function start(): Promise<void> {
    busy.value = true;
    const accepted = await bench.runThere();
    busy.value = false;
    if (accepted === null) return;
    const query = accepted.deduplicated ? { reused: "1" } : {};
    await router.push({ name: "serverRun", params: { id: accepted.run.id }, query });
  }

  return { busy, start };
}
