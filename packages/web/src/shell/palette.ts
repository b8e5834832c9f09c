/** What a search finds, in groups, the best first. */

export interface Found {
  readonly id: string;
  readonly title: string;
  /** what stands beside it, dim */
  readonly detail: string;
  readonly keys?: readonly string[];
  /** more words by which it is found: those of the other language, its name in the configuration */
  readonly words?: readonly string[];
  readonly run: () => unknown;
}

export interface FoundGroup {
  readonly name: string;
  readonly found: readonly Found[];
}

/** Most of a group that are shown. */
const SHOWN_MAX = 6;

/** Small is near; null: not what is looked for. */
function distance(wanted: string, text: string): number | null {
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return null;
  if (at === 0) return 0;
  return /[\s·.,/(-]/.test(text[at - 1] ?? "") ? 1 : 2;
}

/** Every word has to be somewhere; the title counts before the rest. */
function distanceOf(found: Found, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const inTitle = distance(word, found.title);
    const elsewhere = [found.detail, ...(found.words ?? [])]
      .map((text) => distance(word, text))
      .filter((one) => one !== null);
    const nearest = Math.min(inTitle ?? 9, ...elsewhere.map((one) => one + 3));
    if (nearest === 9) return null;
    sum += nearest;
  }
  return sum;
}

/** The groups with what fits the text; without a text all of them, cut. */
export function search(text: string, groups: readonly FoundGroup[]): readonly FoundGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map(({ name, found }) => {
      const ranked = found
        .map((one) => ({ one, far: distanceOf(one, words) }))
        .filter(({ far }) => far !== null)
        .sort((a, b) => (a.far ?? 0) - (b.far ?? 0));
      const shown = words.length === 0 ? ranked : ranked.slice(0, SHOWN_MAX);
      return { name, found: shown.map(({ one }) => one) };
    })
    .filter(({ found }) => found.length > 0);
}
