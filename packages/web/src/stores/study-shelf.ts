/** The studies of one kind that this browser keeps. */
import { ref, shallowRef } from "vue";
import { StudyDatabase, type StudyKind, type StudyRecord } from "../local/study-database";

export function useStudyShelf(kind: StudyKind) {
  const database = new StudyDatabase();
  /** the newest first; null: not read yet */
  const kept = shallowRef<readonly StudyRecord[] | null>(null);
  /** why the browser keeps none; null: it does */
  const notKept = ref<string | null>(null);

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const value = await work();
      notKept.value = null;
      return value;
    } catch (error) {
      notKept.value = error instanceof Error ? error.message : String(error);
      return null;
    }
  }

  async function list(): Promise<void> {
    const found = await attempt(() => database.list());
    if (found !== null) kept.value = found.filter((one) => one.kind === kind);
  }

  async function keep(record: Omit<StudyRecord, "kind" | "savedMs" | "name">, document: unknown) {
    const whole = { ...record, kind, savedMs: Date.now(), name: null };
    await attempt(() => database.keep(whole, document));
    await list();
  }

  async function remove(id: string): Promise<void> {
    await attempt(() => database.remove(id));
    await list();
  }

  async function rename(id: string, name: string): Promise<void> {
    await attempt(() => database.rename(id, name === "" ? null : name));
    await list();
  }

  /** Null: it is not there. */
  const document = (id: string) => attempt(() => database.document(id));

  return { kept, notKept, list, keep, remove, rename, document };
}
