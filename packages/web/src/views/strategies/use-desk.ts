/** One strategy on the desk: its source as it is written, saved, or brought back. */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from "vue";
import { asFailure } from "../../engine/as-failure";
import type { TabFailure } from "../../engine/tab-engine";
import type { OwnStrategyDetail } from "../../local/strategy-keeper";
import { useOwnStrategiesStore } from "../../stores/own-strategies";
import { keepDraft, readDraft } from "./draft";

/** Rest after the last key before a draft is kept. */
const DRAFT_REST_MS = 200;

export interface DeskOptions {
  /** null: a new one */
  readonly id: string | null;
  /** what a new one begins with */
  readonly template: { readonly name: string; readonly source: string };
}

export function useDesk({ id, template }: DeskOptions) {
  const own = useOwnStrategiesStore();
  const saved = shallowRef<OwnStrategyDetail | null>(null);
  const name = ref("");
  const source = ref("");
  const loaded = ref(false);
  const busy = ref(false);
  const failure = shallowRef<TabFailure | null>(null);
  const changed = computed(() => saved.value === null || saved.value.source !== source.value);
  let resting: ReturnType<typeof setTimeout> | undefined;

  /** @returns whether it went well; otherwise `failure` says why */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    failure.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      failure.value = asFailure(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  function put(detail: OwnStrategyDetail): void {
    saved.value = detail;
    name.value = detail.name;
    source.value = detail.source;
    dropDraft();
  }

  function dropDraft(): void {
    clearTimeout(resting);
    keepDraft(id, null);
  }

  async function open(): Promise<void> {
    await attempt(async () => {
      if (id !== null) {
        const detail = await (await own.keeper()).get(id);
        saved.value = detail;
        name.value = detail.name;
        source.value = readDraft(id)?.source ?? detail.source;
      } else {
        const draft = readDraft(null) ?? template;
        name.value = draft.name;
        source.value = draft.source;
      }
      loaded.value = true;
    });
  }

  watch([source, name], () => {
    if (!loaded.value) return;
    clearTimeout(resting);
    resting = setTimeout(keep, DRAFT_REST_MS);
  });

  function keep(): void {
    keepDraft(id, changed.value ? { name: name.value, source: source.value } : null);
  }

  onBeforeUnmount(() => {
    clearTimeout(resting);
    if (loaded.value && !busy.value) keep();
  });

  /** @returns what is saved now; null when it was refused */
  async function save(): Promise<OwnStrategyDetail | null> {
    const before = saved.value;
    const sent = source.value;
    const done = await attempt(async () => {
      const keeper = await own.keeper();
      const detail =
        before === null
          ? await keeper.create(name.value.trim(), sent)
          : await keeper.save(before.id, sent);
      saved.value = detail;
      dropDraft();
      await own.load();
    });
    return done ? saved.value : null;
  }

  async function rename(to: string): Promise<boolean> {
    return attempt(async () => {
      const { value: before } = saved;
      if (before === null) return;
      const detail = await (await own.keeper()).change(before.id, { name: to });
      saved.value = detail;
      name.value = detail.name;
      await own.load();
    });
  }

  /** Goes back to a version; what was changed since is dropped. */
  async function restore(hash: string): Promise<boolean> {
    return attempt(async () => {
      const { value: before } = saved;
      if (before === null) return;
      put(await (await own.keeper()).change(before.id, { hash }));
      await own.load();
    });
  }

  async function remove(): Promise<boolean> {
    return attempt(async () => {
      const { value: before } = saved;
      if (before === null) return;
      await (await own.keeper()).remove(before.id);
      loaded.value = false;
      dropDraft();
      await own.load();
    });
  }

  function discard(): void {
    dropDraft();
    source.value = saved.value?.source ?? template.source;
  }

  void open();
  return {
    saved,
    name,
    source,
    loaded,
    busy,
    failure,
    changed,
    open,
    save,
    rename,
    restore,
    remove,
    discard,
  };
}
