/** Markdown that the generated pages share. */

export type Language = "en" | "zh";

export const LANGUAGES: readonly Language[] = ["en", "zh"];

/** Where the page of a name is kept in each language. */
export function pathOf(name: string, lang: Language): string {
  return lang === "zh" ? `docs/${name}.zh-CN.md` : `docs/${name}.md`;
}

/** A table; columns of `align` are `l` or `r`. Bars in cells are escaped. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: string,
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = [...align].map((side) => (side === "r" ? "---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** A value as it stands in JSON, as code. */
export function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

/** Inclusive bounds, one of which may be missing; empty when both are. */
export function boundsText(bounds: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly above?: number | undefined;
}): string {
  const { min, max, above } = bounds;
  const lower = above !== undefined ? `> ${above}` : min !== undefined ? `≥ ${min}` : "";
  const upper = max !== undefined ? `≤ ${max}` : "";
  if (min !== undefined && max !== undefined) return `${min} … ${max}`;
  return [lower, upper].filter((part) => part !== "").join(", ");
}
