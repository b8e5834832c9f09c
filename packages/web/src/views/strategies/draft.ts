/** What was changed of a source and not saved yet, kept in the browser so that it survives a reload. */

export interface Draft {
  readonly name: string;
  readonly source: string;
}

function keyOf(id: string | null): string {
  return `perpmill.draft.${id ?? "new"}`;
}

/** The draft of a strategy; null: there is none. @param id null: of a new one */
export function readDraft(id: string | null): Draft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(id)) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const { name, source } = value as Readonly<Record<string, unknown>>;
    return typeof name === "string" && typeof source === "string" ? { name, source } : null;
  } catch {
    // Storage that is closed to us, or was written by something else: there is none.
    return null;
  }
}

/** Keeps a draft; null takes it away. @returns whether the browser let it */
export function keepDraft(id: string | null, draft: Draft | null): boolean {
  try {
    if (draft === null) localStorage.removeItem(keyOf(id));
    else localStorage.setItem(keyOf(id), JSON.stringify(draft));
    return true;
  } catch {
    // Full, or closed to us.
    return false;
  }
}
