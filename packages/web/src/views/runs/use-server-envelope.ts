/** What a run of the server owes to its assumptions: asked for once, computed there, kept there. */
import type { EnvelopeResult } from "@perpmill/engine";
import type { RunEnvelope } from "@perpmill/server/api";
import { computed, onMounted, type Ref, reactive, shallowRef } from "vue";
import { request } from "../../api/client";
import { useAttempt } from "../../composables/use-attempt";
import { useTopic } from "../../stores/live";
import type { AssumptionsSource } from "../run/assumptions-source";

/** The answer with the envelope as the engine makes it. */
interface Answer extends Omit<RunEnvelope, "envelope"> {
  readonly envelope: EnvelopeResult | null;
}

/**
 * @param id of the run
 * @param writes whether the reader may have things computed
 */
export function useServerEnvelope(
  id: Readonly<Ref<string>>,
  writes: Readonly<Ref<boolean>>,
): AssumptionsSource {
  const answer = shallowRef<Answer | null>(null);
  const progress = shallowRef<Answer["progress"]>(null);
  const { failure, attempt } = useAttempt();
  const path = () => `runs/${id.value}/envelope`;

  const ask = (method: "GET" | "POST") =>
    attempt(async () => {
      answer.value = await request<Answer>(path(), { method });
      progress.value = answer.value.progress;
    });
  onMounted(() => ask("GET"));

  useTopic(() => `run:${id.value}`, {
    snapshot: () => {
      if (answer.value !== null) void ask("GET");
    },
    event: (name, data) => {
      if (name === "envelope") void ask("GET");
      else if (name === "envelopeProgress") progress.value = data as Answer["progress"];
    },
  });

  const active = computed(() => {
    const state = answer.value?.state;
    return state === "queued" || state === "running";
  });

  return reactive({
    result: computed(() => answer.value?.envelope ?? null),
    failure: computed(() => failure.value ?? (active.value ? null : (answer.value?.error ?? null))),
    progress,
    active,
    outdated: false,
    runs: computed(() => writes.value && answer.value !== null && answer.value.envelope === null),
    run: () => ask("POST"),
    stop: () => {
      const jobId = answer.value?.jobId;
      if (!jobId) return;
      void attempt(async () => {
        await request(`system/jobs/${jobId}/cancel`, { method: "POST" });
      });
    },
  });
}
