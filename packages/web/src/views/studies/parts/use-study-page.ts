/** What the pages of studies do when they are come to, and how their address follows what is shown. */
import { onBeforeUnmount, onMounted, ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { useSweepDraftStore } from "../../../stores/sweep-draft";
import { useSharedSweep } from "../sweep/use-shared-sweep";
import type { STUDY_PAGES } from "./study-pages";

export interface StudyPageOptions {
  /** name of the route */
  readonly page: (typeof STUDY_PAGES)[number];
  /** what is counted and tried of what is set up; null: nothing */
  readonly purpose: "sweep" | "search" | "walkForward" | null;
  /** of the study that is shown; undefined: none */
  readonly shown: () => string | undefined;
  readonly list: () => Promise<void>;
  /** shows one that was kept; false: it is not there */
  readonly open: (id: string) => Promise<boolean>;
}

export function useStudyPage({ page, purpose, shown, list, open }: StudyPageOptions) {
  const route = useRoute();
  const router = useRouter();
  const setup = useSweepDraftStore();
  const shared = useSharedSweep();
  /** whether the address is of a study that is not kept here */
  const missing = ref(false);

  async function openKept(id: unknown): Promise<void> {
    missing.value = typeof id === "string" && id !== "" && !(await open(id));
  }
  onMounted(async () => {
    if (purpose !== null) setup.purpose = purpose;
    setup.watched = purpose !== null;
    await shared.open();
    await Promise.all([setup.begin(), list(), openKept(route.params.id)]);
    await follow(shown());
  });
  onBeforeUnmount(() => {
    setup.watched = false;
    setup.stopTrying();
  });
  watch(
    () => route.params.id,
    (id) => {
      if (route.name === page) void openKept(id);
    },
  );
  /** The address is that of what is shown, so that coming back finds it. */
  async function follow(id: string | undefined): Promise<void> {
    if (id === undefined || missing.value) return;
    if (route.name === page && route.params.id !== id)
      await router.replace({ name: page, params: { id } });
  }
  watch(shown, (id) => {
    missing.value = false;
    void follow(id);
  });

  return { shared, missing };
}
