/** Times as text, in UTC or in the zone of the machine, always labelled where they are shown. */
import { writingStyle } from "./style";

export type TimeZone = "utc" | "local";

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** As ISO 8601 writes it, with a blank for the T; to the second. */
function isoText(ms: number, zone: TimeZone): string {
  const at = new Date(ms);
  if (zone === "utc") return at.toISOString().slice(0, 19).replace("T", " ");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

type Parts = "date" | "minutes" | "seconds";

/** As the language writes it. */
function localText(ms: number, zone: TimeZone, parts: Parts): string {
  const { locale } = writingStyle;
  const key = `${locale} ${zone} ${parts}`;
  let format = formats.get(key);
  if (format === undefined) {
    const options: Intl.DateTimeFormatOptions = {
      dateStyle: "medium",
      ...(zone === "utc" ? { timeZone: "UTC" } : {}),
    };
    if (parts !== "date") options.timeStyle = parts === "minutes" ? "short" : "medium";
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  return format.format(ms);
}

/** `2024-01-31 20:05`, seconds when asked for; or as the language writes it. */
export function timeText(ms: number, zone: TimeZone, seconds = false): string {
  if (writingStyle.times === "local") return localText(ms, zone, seconds ? "seconds" : "minutes");
  return isoText(ms, zone).slice(0, seconds ? 19 : 16);
}

/** `2024-01-31`, or as the language writes it. */
export function dateText(ms: number, zone: TimeZone): string {
  return writingStyle.times === "local"
    ? localText(ms, zone, "date")
    : isoText(ms, zone).slice(0, 10);
}

/** The label that stands beside times: `UTC`, or the zone's distance to it. */
export function zoneLabel(zone: TimeZone): string {
  if (zone === "utc") return "UTC";
  const minutes = -new Date().getTimezoneOffset();
  const sign = minutes < 0 ? "−" : "+";
  return `UTC${sign}${Math.floor(Math.abs(minutes) / 60)}${minutes % 60 === 0 ? "" : `:${two(Math.abs(minutes) % 60)}`}`;
}

/** `1m`, `4h`, `1d`, `1w`. */
export function intervalText(ms: number): string {
  const units: readonly [number, string][] = [
    [604_800_000, "w"],
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "m"],
    [1000, "s"],
  ];
  const [size, unit] = units.find(([size]) => ms % size === 0) ?? [1, "ms"];
  return `${ms / size}${unit}`;
}
