/** Where studies run: in the tab, or on the server that has their bars. */
import type { StudyRequest } from "@perpmill/engine";
import type { StartStudyBody } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { takesFunding } from "../engine/config-issues";
import { useSessionStore } from "./session";
import { useWorkbenchStore } from "./workbench";

export const PLACES = ["tab", "server"] as const;
export type StudyPlace = (typeof PLACES)[number];

const KEY = "perpmill.studyPlace";

function kept(): StudyPlace {
  try {
    return PLACES.find((one) => one === localStorage.getItem(KEY)) ?? "tab";
  } catch {
    // Storage that is closed to us says nothing.
    return "tab";
  }
}

export const useStudyPlaceStore = defineStore("studyPlace", () => {
  const bench = useWorkbenchStore();
  const session = useSessionStore();
  const wanted = ref(kept());

  /** whether the server has the bars of the bench, and takes studies of whoever is here */
  const mayThere = computed(
    () =>
      session.online &&
      bench.dataSet !== null &&
      (session.profile?.scopes.includes("runs:write") ?? false),
  );
  const place = computed((): StudyPlace => {
    if (!mayThere.value) return "tab";
    return bench.bars === null ? "server" : wanted.value;
  });

  /** Bars that have stayed on the server come into the tab with that choice. */
  function choose(next: StudyPlace): void {
    wanted.value = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Without storage it lasts as long as the page.
    }
    if (next === "tab" && bench.bars === null && bench.dataSet !== null) {
      void bench.openDataSet(bench.dataSet);
    }
  }

  /** What the server is sent. Null: it has no bars for it. */
  function bodyOf(request: StudyRequest): StartStudyBody | null {
    const { dataSet, beside } = bench;
    if (dataSet === null) return null;
    const { mark, funding } = beside;
    return {
      request,
      dataSetId: dataSet.id,
      markDataSetId: mark?.id ?? null,
      fundingDataSetId: takesFunding(request.config) ? (funding?.id ?? null) : null,
    };
  }

  return { mayThere, place, choose, bodyOf };
});
