/** Where the search looks: commands, metrics, parameters, and what the server has. */

import type { DataSetSummary, Run } from "@perpmill/server/api";
import { useDebounceFn } from "@vueuse/core";
import { computed, type Ref, ref, shallowRef, watch } from "vue";
import { useI18n } from "vue-i18n";
import { useRouter } from "vue-router";
import { request } from "../api/client";
import { ApiFailure } from "../api/failure";
import { dateText } from "../format/times";
import { i18n, LANGUAGES, loadLanguage } from "../locales";
import { useSessionStore } from "../stores/session";
import { useSettingsStore } from "../stores/settings";
import { METRIC_NAMES } from "../views/run/metric-catalog";
import { runName, strategyText } from "../views/runs/run-name";
import { type CommandGroup, useCommandsStore } from "./commands";
import { type Found, type FoundGroup, search } from "./palette";
import { useParameters } from "./use-parameters";

const TYPING_MS = 150;
const ASKED_MAX = 6;
const COMMAND_GROUPS: readonly CommandGroup[] = ["run", "go", "look"];

interface Page<T> {
  readonly items: readonly T[];
}

/** Runs and data sets of the server with the text in their name. */
function useServerFound(text: Readonly<Ref<string>>) {
  const session = useSessionStore();
  const settings = useSettingsStore();
  const router = useRouter();
  const sets = shallowRef<readonly DataSetSummary[]>([]);
  const runs = shallowRef<readonly Run[]>([]);
  const failed = ref(false);
  let turn = 0;

  async function ask(wanted: string): Promise<void> {
    const mine = ++turn;
    const word = encodeURIComponent(wanted);
    const limit = `limit=${ASKED_MAX}`;
    try {
      const [foundSets, foundRuns] = await Promise.all([
        request<Page<DataSetSummary>>(`data?${limit}&search=${word}`),
        request<Page<Run>>(`runs?${limit}&whose=all&label=${word}`),
      ]);
      if (mine !== turn) return;
      sets.value = foundSets.items;
      runs.value = foundRuns.items;
      failed.value = false;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (mine === turn) failed.value = true;
    }
  }
  const askSoon = useDebounceFn(ask, TYPING_MS);
  watch(text, (now) => {
    const wanted = now.trim();
    if (session.online && wanted !== "") void askSoon(wanted);
    else turn++;
    if (wanted === "") {
      sets.value = [];
      runs.value = [];
    }
  });

  const groups = computed<FoundGroup[]>(() => [
    {
      name: "data",
      found: sets.value.map((set) => ({
        id: `data.${set.id}`,
        title: set.name,
        detail: set.symbol ?? "",
        words: [text.value],
        run: () => router.push({ name: "data", params: { id: set.id } }),
      })),
    },
    {
      name: "runs",
      found: runs.value.map((run) => ({
        id: `runs.${run.id}`,
        title: runName(run),
        detail: `${strategyText(run)} · ${dateText(run.createdMs, settings.zone)}`,
        words: [text.value],
        run: () => router.push({ name: "serverRun", params: { id: run.id } }),
      })),
    },
  ]);
  return { groups, failed };
}

export function usePalette(text: Readonly<Ref<string>>) {
  const { t } = useI18n();
  const router = useRouter();
  const commands = useCommandsStore();
  const server = useServerFound(text);
  const parameters = useParameters();
  for (const language of LANGUAGES) void loadLanguage(language);
  const inBoth = (word: string) =>
    LANGUAGES.filter((locale) => i18n.global.availableLocales.includes(locale)).map((locale) =>
      t(word, {}, { locale }),
    );

  const ofCommands = computed<FoundGroup[]>(() =>
    COMMAND_GROUPS.map((group) => ({
      name: group,
      found: commands.possible
        .filter((one) => one.group === group && one.id !== "search")
        .map(({ id, word, keys, run }): Found => {
          const found = { id, title: t(word), detail: "", words: inBoth(word), run };
          return keys === undefined ? found : { ...found, keys };
        }),
    })),
  );
  const ofMetrics = computed<FoundGroup>(() => ({
    name: "metrics",
    found: METRIC_NAMES.map((name) => ({
      id: `metrics.${name}`,
      title: t(`metricInfo.${name}.label`),
      detail: t(`metricInfo.${name}.help`),
      words: [name, ...inBoth(`metricInfo.${name}.label`)],
      run: () => router.push({ name: "history", query: { sort: name } }),
    })),
  }));

  const groups = computed(() => {
    const always = search(text.value, ofCommands.value);
    if (text.value.trim() === "") return always;
    const more = [...server.groups.value, ofMetrics.value, parameters.value];
    return [...always, ...search(text.value, more)];
  });
  return { groups, failed: server.failed };
}
