/** Between what a configuration holds and what stands in a field. */
import type { FormField } from "./form-fields";

/** A value as it stands in the field; empty for nothing. */
export function shownText({ factor }: Pick<FormField, "factor">, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return String(Number((value * factor).toPrecision(12)));
  return String(value);
}

/**
 * What was typed, for the configuration: undefined for an empty field, a number, or else the text
 * itself, which the engine then refuses with its place.
 */
export function typedValue(
  { kind, factor }: Pick<FormField, "kind" | "factor">,
  text: string,
): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (kind === "text") return trimmed;
  const value = Number(trimmed);
  if (!Number.isFinite(value)) return trimmed;
  if (kind === "seed") return Number.isSafeInteger(value) ? value : trimmed;
  return kind === "time" ? value : Number((value / factor).toPrecision(12));
}

/** Where a slider stands, 0 to 1. */
export function sliderShare({ from, to, scale }: NonNullable<FormField["slider"]>, value: number) {
  const at = Math.min(to, Math.max(from, value));
  if (scale === "log" && from > 0) return Math.log(at / from) / Math.log(to / from);
  return (at - from) / (to - from);
}

/** What a slider at a share of its way means. */
export function sliderValue(slider: NonNullable<FormField["slider"]>, share: number): number {
  const { from, to, scale, snap } = slider;
  const raw =
    scale === "log" && from > 0 ? from * (to / from) ** share : from + share * (to - from);
  return Math.min(to, Math.max(from, snap(raw)));
}
