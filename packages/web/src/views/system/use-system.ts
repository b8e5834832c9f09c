/** How the server is doing: asked for every few seconds while the page is looked at, and when the queue moves. */
import type { QueueJob, Readiness, ShardWorkers, SystemStatus } from "@perpmill/server/api";
import { useDocumentVisibility, useIntervalFn } from "@vueuse/core";
import { onMounted, shallowRef } from "vue";
import { request } from "../../api/client";
import { readReadiness } from "../../api/readiness";
import { useAttempt } from "../../composables/use-attempt";
import { useTopic } from "../../stores/live";

const EVERY_MS = 3000;

export interface QueueCounts {
  readonly queued: number;
  readonly running: number;
}

interface ToldProgress {
  readonly runId: string;
  readonly done: number;
  readonly total: number | null;
}

export function useSystem() {
  const status = shallowRef<SystemStatus | null>(null);
  const readiness = shallowRef<Readiness | null>(null);
  const jobs = shallowRef<readonly QueueJob[]>([]);
  const machines = shallowRef<ShardWorkers | null>(null);
  const counts = shallowRef<QueueCounts | null>(null);
  const { failure, attempt } = useAttempt();
  const cancelling = useAttempt();
  const visibility = useDocumentVisibility();

  async function lookAtJobs(): Promise<void> {
    jobs.value = (await request<{ items: QueueJob[] }>("system/jobs")).items;
  }

  const look = () =>
    attempt(async () => {
      const [now, ready, others] = await Promise.all([
        request<SystemStatus>("system/status"),
        readReadiness(),
        request<ShardWorkers>("workers"),
        lookAtJobs(),
      ]);
      status.value = now;
      readiness.value = ready;
      machines.value = others;
      counts.value = now.queue;
    });
  onMounted(look);
  useIntervalFn(() => {
    if (visibility.value === "visible") void look();
  }, EVERY_MS);

  const moved = (data: unknown) => {
    counts.value = data as QueueCounts;
    void attempt(lookAtJobs);
  };
  useTopic("queue", { snapshot: moved, event: (_, data) => moved(data) });
  // Of one's own runs the progress is told as it happens.
  useTopic("runs", {
    snapshot: () => {},
    event: (name, data) => {
      if (name !== "progress") return;
      const { runId, done, total } = data as ToldProgress;
      jobs.value = jobs.value.map((job) =>
        job.subjectId === runId && job.progress !== null
          ? { ...job, progress: { ...job.progress, done, total } }
          : job,
      );
    },
  });

  const cancel = (id: string) =>
    cancelling.attempt(async () => {
      await request(`system/jobs/${id}/cancel`, { method: "POST" });
      await lookAtJobs();
    });

  return {
    ...{ status, readiness, jobs, counts, machines, failure },
    ...{ look, cancel, refused: cancelling.failure },
  };
}
