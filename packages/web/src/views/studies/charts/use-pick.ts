/** What a click on a picture of rows does: a mouse opens the run; a finger first looks, then opens. */

export function usePick(
  chosen: () => number | null,
  choose: (row: number) => void,
  open: (row: number) => void,
) {
  const coarse = window.matchMedia("(pointer: coarse)");

  function pick(row: number | undefined): void {
    if (row === undefined) return;
    if (!coarse.matches || chosen() === row) open(row);
    else choose(row);
  }

  return { pick };
}
