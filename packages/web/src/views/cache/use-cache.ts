/** The cache of prepared bars, as an administrator handles it. */
import type {
  CacheEntries,
  CacheStatus,
  ClearCacheBody,
  ClearedCache,
  RebuiltCache,
  VerifiedCache,
} from "@perpmill/server/api";
import { onMounted, ref, shallowRef } from "vue";
import { request } from "../../api/client";
import { useAttempt } from "../../composables/use-attempt";

export type CacheEntry = CacheEntries["items"][number];

/** What was done last, with what came out. */
export type CacheOutcome =
  | { readonly kind: "clear"; readonly done: ClearedCache }
  | { readonly kind: "verify"; readonly done: VerifiedCache }
  | { readonly kind: "rebuild"; readonly done: RebuiltCache };

export function useCache() {
  const status = shallowRef<CacheStatus | null>(null);
  const entries = shallowRef<readonly CacheEntry[]>([]);
  const nextCursor = ref<string | null>(null);
  const outcome = shallowRef<CacheOutcome | null>(null);
  /** what is under way */
  const work = ref<CacheOutcome["kind"] | null>(null);
  const reading = useAttempt();
  const working = useAttempt();

  async function page(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ limit: "100" });
    if (cursor !== null) query.set("cursor", cursor);
    const found = await request<CacheEntries>(`cache/entries?${query}`);
    entries.value = cursor === null ? found.items : [...entries.value, ...found.items];
    nextCursor.value = found.nextCursor;
  }

  const load = () =>
    reading.attempt(async () => {
      const [now] = await Promise.all([request<CacheStatus>("cache/status"), page(null)]);
      status.value = now;
    });
  onMounted(load);

  /** Only one at a time; the server refuses a second one of somebody else. */
  async function run(kind: CacheOutcome["kind"], body?: ClearCacheBody): Promise<void> {
    if (work.value !== null) return;
    work.value = kind;
    outcome.value = null;
    await working.attempt(async () => {
      const options = { method: "POST", ...(body === undefined ? {} : { body }) } as const;
      const done = await request<CacheOutcome["done"]>(`cache/${kind}`, options);
      outcome.value = { kind, done } as CacheOutcome;
    });
    work.value = null;
    await load();
  }

  return {
    status,
    entries,
    nextCursor,
    outcome,
    work,
    failure: reading.failure,
    refused: working.failure,
    load,
    more: () => reading.attempt(() => page(nextCursor.value)),
    run,
  };
}
