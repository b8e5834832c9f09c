/** Times along an axis: as short as the ones beside them allow. */
import type { TimeZone } from "./times";

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function partsOf(ms: number, zone: TimeZone): readonly [year: number, day: string, time: string] {
  const at = new Date(ms);
  if (zone === "utc") {
    const text = at.toISOString();
    return [at.getUTCFullYear(), text.slice(5, 10), text.slice(11, 16)];
  }
  const day = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return [at.getFullYear(), day, `${two(at.getHours())}:${two(at.getMinutes())}`];
}

/**
 * `14:00` after a tick of the same day, `03-14` after one of the same year, else `2024-03-14`. Ticks a
 * day or more apart never have the time.
 * @param ms UTC ms
 * @param beforeMs the tick before, null: the first one
 * @param stepMs between ticks
 */
export function axisTimeText(
  ms: number,
  beforeMs: number | null,
  stepMs: number,
  zone: TimeZone,
): string {
  const [year, day, time] = partsOf(ms, zone);
  const [yearBefore, dayBefore] = beforeMs === null ? [null, null] : partsOf(beforeMs, zone);
  if (year !== yearBefore) return `${year}-${day}`;
  if (day !== dayBefore || stepMs >= 86_400_000) return day;
  return time;
}
