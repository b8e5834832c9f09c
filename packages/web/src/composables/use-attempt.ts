/** Work that asks the server: whether it is under way, and what the server said when it refused. */
import { ref, shallowRef } from "vue";
import { ApiFailure } from "../api/failure";

export function useAttempt() {
  const failure = shallowRef<ApiFailure | null>(null);
  const busy = ref(false);

  /** @returns whether it went well; otherwise `failure` says why */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    failure.value = null;
    busy.value = true;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      failure.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { failure, busy, attempt };
}
