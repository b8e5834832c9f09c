/**
 * Where a long table stands under a scroll bar. Browsers draw nothing taller than some tens of millions
 * of pixels, so that a table of millions of rows is taller than what scrolls: then small moves go pixel
 * by pixel, as people expect of a wheel, and large ones, of the bar's handle, by the share of the whole.
 */

/** px; browsers differ from 17 to 33 million */
export const TALLEST = 8_000_000;

/** Heights in px: of the table, and of what is seen of it. */
export interface LongTable {
  readonly whole: number;
  readonly seen: number;
}

/** Height of what scrolls. */
export function scrolledHeight({ whole }: LongTable): number {
  return Math.min(whole, TALLEST);
}

function reach({ whole, seen }: LongTable): { readonly table: number; readonly bar: number } {
  return { table: Math.max(0, whole - seen), bar: Math.max(0, Math.min(whole, TALLEST) - seen) };
}

/** Where the scroll bar stands for an offset in the table. */
export function barOf(offset: number, table: LongTable): number {
  const { table: most, bar } = reach(table);
  return most === 0 ? 0 : Math.min(bar, Math.max(0, (offset * bar) / most));
}

/**
 * Offset in the table after the scroll bar went from one place to another.
 * @param offset before
 */
export function offsetAfter(offset: number, from: number, to: number, table: LongTable): number {
  const { table: most, bar } = reach(table);
  if (bar === 0) return 0;
  if (most === bar) return Math.min(most, Math.max(0, to));
  if (to <= 0) return 0;
  if (to >= bar) return most;
  const near = Math.abs(to - from) <= table.seen;
  const next = near ? offset + (to - from) : (to * most) / bar;
  return Math.min(most, Math.max(0, next));
}
