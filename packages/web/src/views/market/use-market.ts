/** Which market is looked at: the bars that are open in the tab, or a data set of the server. */
import type { DayStats } from "@perpmill/engine";
import type { DataSetSummary, MarketStats } from "@perpmill/server/api";
import { computed, shallowRef, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { request } from "../../api/client";
import type { KlineSource } from "../../charts/kline-source";
import { asFailure } from "../../engine/as-failure";
import { type BesideThere, dataSetKlines, tabKlines } from "../../engine/klines-sources";
import { type TabFailure, tabEngine } from "../../engine/tab-engine";
import { useSessionStore } from "../../stores/session";
import { useWorkbenchStore } from "../../stores/workbench";

/** The value of the choice that means the bars of the tab. */
export const TAB = "tab";

interface Page {
  readonly items: readonly DataSetSummary[];
}

/** The last 24 hours, of either side. */
export type Stats = DayStats | MarketStats;

function isShown(set: DataSetSummary): boolean {
  if (set.kind !== "last" && set.kind !== "trades") return false;
  return set.state === "ready" && set.intervalMs !== null && set.firstMs !== null;
}

export function useMarket() {
  const route = useRoute();
  const router = useRouter();
  const session = useSessionStore();
  const bench = useWorkbenchStore();
  /** all that are ready; null: not known yet */
  const all = shallowRef<readonly DataSetSummary[] | null>(session.online ? null : []);
  const sets = computed(() => all.value?.filter(isShown) ?? null);
  const failure = shallowRef<TabFailure | null>(null);
  const stats = shallowRef<Stats | null>(null);

  async function load(): Promise<void> {
    if (!session.online) return;
    failure.value = null;
    try {
      const query = "owner=all&state=ready&limit=100";
      all.value = (await request<Page>(`data?${query}`)).items;
    } catch (error) {
      failure.value = asFailure(error);
    }
  }

  const chosen = computed({
    get: () => {
      const asked = route.query.data;
      if (typeof asked === "string" && sets.value === null) return null;
      if (typeof asked === "string" && sets.value?.some(({ id }) => id === asked)) return asked;
      if (bench.bars !== null) return TAB;
      return sets.value?.[0]?.id ?? null;
    },
    set: (id: string | null) => {
      void router.replace({ query: id === null || id === TAB ? {} : { data: id } });
    },
  });
  const set = computed(() => sets.value?.find(({ id }) => id === chosen.value) ?? null);

  /** The newest of its symbol and market. */
  function besideOf({ symbol, market }: DataSetSummary): BesideThere {
    const newest = (kind: DataSetSummary["kind"]): string | null =>
      all.value
        ?.filter((one) => one.kind === kind && one.symbol === symbol)
        .filter((one) => one.market === market || one.market === "" || market === "")
        .toSorted((a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0))[0]?.id ?? null;
    return symbol === null
      ? { mark: null, funding: null }
      : { mark: newest("mark"), funding: newest("funding") };
  }

  const source = computed<KlineSource | null>(() => {
    if (chosen.value === TAB) return bench.bars === null ? null : tabKlines(bench.bars);
    if (set.value === null) return null;
    const { id, symbol, intervalMs, firstMs, lastMs } = set.value;
    if (intervalMs === null || firstMs === null || lastMs === null) return null;
    return dataSetKlines({ id, symbol, intervalMs, firstMs, lastMs }, besideOf(set.value));
  });
  const synthetic = computed(() =>
    set.value === null ? (bench.bars?.synthetic ?? false) : set.value.origin === "synthetic",
  );

  async function loadStats(key: string): Promise<void> {
    const found =
      set.value === null
        ? await tabEngine().call({ kind: "dayStats" })
        : await request<MarketStats>(`market/stats?dataSetId=${set.value.id}`);
    if (source.value?.key === key) stats.value = found;
  }

  watch(
    () => source.value?.key,
    (key) => {
      stats.value = null;
      if (key === undefined) return;
      loadStats(key).catch((error) => {
        failure.value = asFailure(error);
      });
    },
    { immediate: true },
  );
  void load();

  return { sets, chosen, source, synthetic, stats, failure, load };
}
