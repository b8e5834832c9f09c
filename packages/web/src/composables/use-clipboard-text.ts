/** Copies texts, and says for a moment that it did. */
import { ref } from "vue";

const SHOWN_MS = 1500;

export function useClipboardText() {
  const copied = ref(false);
  /** whether the browser would not: pages that are not secure have no clipboard */
  const refused = ref(false);

  async function copy(text: string): Promise<void> {
    const { clipboard } = navigator as { readonly clipboard?: Clipboard };
    try {
      if (clipboard === undefined) throw new Error("no clipboard");
      await clipboard.writeText(text);
    } catch {
      refused.value = true;
      return;
    }
    refused.value = false;
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, SHOWN_MS);
  }

  return { copied, refused, copy };
}
