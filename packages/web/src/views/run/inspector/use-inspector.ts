/** Which parts of the inspector are open: kept in the browser, the same for all who ask. */
import { nextTick, ref, watch } from "vue";

const KEY = "perpmill.inspector";
const FIRST_OPEN = ["strategy", "account"];

function kept(): { readonly open: readonly string[]; readonly hidden: boolean } {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    const found = typeof value === "object" && value !== null ? value : {};
    const open = Reflect.get(found, "open");
    return {
      open: Array.isArray(open) ? open.filter((one) => typeof one === "string") : FIRST_OPEN,
      hidden: Reflect.get(found, "hidden") === true,
    };
  } catch {
    // Storage that is closed to us, or was written by something else: as at first.
    return { open: FIRST_OPEN, hidden: false };
  }
}

const before = kept();
const open = ref<ReadonlySet<string>>(new Set(before.open));
/** whether a wide page does without the inspector */
const hidden = ref(before.hidden);
/** whether a narrow page shows it as a sheet */
const sheet = ref(false);

watch([open, hidden], () => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ open: [...open.value], hidden: hidden.value }));
  } catch {
    // Without storage it lasts as long as the page.
  }
});

function toggle(section: string, on = !open.value.has(section)): void {
  const next = new Set(open.value);
  if (on) next.add(section);
  else next.delete(section);
  open.value = next;
}

const SECTION = /^[^.]*/;

/** Opens what hides a field, and goes there. */
async function reveal(path: string): Promise<void> {
  hidden.value = false;
  sheet.value = true;
  toggle(SECTION.exec(path)?.[0] ?? path, true);
  await nextTick();
  const rows = [...document.querySelectorAll<HTMLElement>("[data-field]")];
  const row =
    rows.find(({ dataset }) => dataset.field === path) ??
    rows.find(({ dataset }) => path.startsWith(`${dataset.field}.`));
  row?.scrollIntoView({ block: "nearest" });
  (row?.querySelector<HTMLElement>(".field") ?? row?.querySelector("input"))?.focus();
}

export function useInspector() {
  return { open, hidden, sheet, toggle, reveal };
}
