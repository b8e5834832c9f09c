/** Goes through the cells of a map with the arrow keys; Enter opens the one that is looked at. */
import { computed } from "vue";
import type { HeatCell } from "./heat-cells";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/** The nearest cell in a direction; null: there is none. */
export function nextCell(
  cells: readonly HeatCell[],
  from: HeatCell,
  [right, up]: readonly [number, number],
): HeatCell | null {
  const ahead = cells.flatMap((cell) => {
    const along = (cell.x - from.x) * right + (cell.y - from.y) * up;
    const beside = right === 0 ? Math.abs(cell.x - from.x) : Math.abs(cell.y - from.y);
    return along > 0 ? [{ cell, far: along + beside * 1000 }] : [];
  });
  ahead.sort((a, b) => a.far - b.far);
  return ahead[0]?.cell ?? null;
}

export function useCellKeys(
  cells: () => readonly HeatCell[],
  chosen: () => number | null,
  choose: (row: number) => void,
  open: (row: number) => void,
) {
  const cursor = computed(() => cells().find(({ row }) => row === chosen()) ?? null);

  function onKey(event: KeyboardEvent): void {
    const at = cursor.value ?? cells()[0] ?? null;
    if (at === null || event.target !== event.currentTarget) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = cursor.value === null ? at : nextCell(cells(), at, step);
      if (next !== null) choose(next.row);
    } else if (event.key === "Enter" && cursor.value !== null) {
      event.preventDefault();
      open(cursor.value.row);
    }
  }

  return { cursor, onKey };
}
