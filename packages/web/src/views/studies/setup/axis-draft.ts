/** An axis as it is typed, in the units of its field, and as the engine takes it. */
import type { AxisValue, SweepAxis } from "@perpmill/engine";
import { shownText, typedValue } from "../../run/inspector/field-text";
import type { FormField } from "../../run/inspector/form-fields";

/** How the values of an axis are said: a step, how many, each of them, or any of the range. */
export const AXIS_FORMS = ["step", "count", "list", "any"] as const;
export type AxisForm = (typeof AXIS_FORMS)[number];

/** Texts are as they stand in their fields. */
export interface AxisDraft {
  readonly path: string;
  readonly form: AxisForm;
  readonly from: string;
  readonly to: string;
  readonly step: string;
  readonly count: string;
  readonly scale: "linear" | "log";
  /** parted by commas */
  readonly values: string;
}

/** About so many values make a picture, and no long wait. */
const VALUES = 12;

/** 1, 2 or 5 times a power of ten, at least so large. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

function toStep(value: number, step: number, round: (value: number) => number): number {
  return Number((round(Number((value / step).toPrecision(12))) * step).toPrecision(12));
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

/** Where values that make sense lie around the one that is set. */
function sensibleEnds({ slider, bounds }: FormField, value: number | null): Ends {
  const least = bounds.min ?? bounds.above ?? Number.NEGATIVE_INFINITY;
  const most = bounds.max ?? Number.POSITIVE_INFINITY;
  if (slider?.scale === "linear") return { from: slider.from, to: slider.to };
  const middle = value === null || value === 0 ? (slider?.from ?? 1) * 4 : value;
  const ends = [middle / 4, middle * 3].sort((a, b) => a - b);
  const from = Math.max(slider?.from ?? least, least, ends[0] ?? 0);
  const to = Math.min(Math.max(slider?.to ?? most, middle), most, ends[1] ?? 1);
  return from < to ? { from, to } : { from: to / 2, to };
}

function numbersOf(
  field: FormField,
  value: number | null,
): Pick<AxisDraft, "from" | "to" | "step"> {
  const { from, to } = sensibleEnds(field, value);
  const shown = { from: from * field.factor, to: to * field.factor };
  const whole = field.bounds.whole ? field.factor : 0;
  const step = niceStep(Math.max((shown.to - shown.from) / VALUES, whole, Number.MIN_VALUE));
  const lowest = (field.bounds.min ?? Number.NEGATIVE_INFINITY) * field.factor;
  const begin = toStep(shown.from, step, Math.floor);
  const isBelow =
    begin < lowest || (field.bounds.above !== undefined && begin <= field.bounds.above);
  const first =
    isBelow || (begin <= 0 && shown.from > 0) ? toStep(shown.from, step, Math.ceil) : begin;
  const last = toStep(shown.to, step, Math.floor);
  return { from: String(first), to: String(Math.max(last, first + step)), step: String(step) };
}

/**
 * An axis to begin with.
 * @param value that the configuration has; undefined: none
 */
export function startAxis(field: FormField, value: unknown): AxisDraft {
  const held = value ?? field.fallback;
  const choices = field.choices.map((one) => one.value);
  const words = field.kind === "flag" ? ["true", "false"] : choices;
  const draft = {
    path: field.path,
    count: String(VALUES),
    scale: field.slider?.scale ?? "linear",
  } as const;
  if (field.kind === "choice" || field.kind === "flag") {
    return { ...draft, form: "list", from: "", to: "", step: "", values: words.join(", ") };
  }
  const number = typeof held === "number" ? held : null;
  if (field.kind === "seed") {
    const values = [0, 1, 2, 3, 4].map((one) => String((number ?? 0) + one)).join(", ");
    return { ...draft, form: "list", from: "", to: "", step: "", values };
  }
  const values = number === null ? "" : shownText(field, number);
  return { ...draft, form: "step", ...numbersOf(field, number), values };
}

function listValue(field: FormField, text: string): AxisValue {
  if (text === "null" && field.nullable) return null;
  if (field.kind === "flag") return text === "true" ? true : text === "false" ? false : text;
  if (field.kind === "choice") return text;
  return typedValue(field, text) ?? text;
}

/** As the engine takes it; what cannot be read goes along, for the engine to refuse with its reason. */
export function axisOf(draft: AxisDraft, field: FormField): SweepAxis {
  const { path, form, scale } = draft;
  if (form === "list") {
    const texts = draft.values.split(/[,，\n]/).map((text) => text.trim());
    return {
      path,
      values: texts.filter((text) => text !== "").map((text) => listValue(field, text)),
    };
  }
  const number = (text: string) => typedValue({ ...field, kind: "number" }, text) ?? "";
  const ends = { path, from: number(draft.from), to: number(draft.to) };
  if (form === "step") return { ...ends, step: number(draft.step) };
  if (form === "any") return { ...ends, scale };
  return { ...ends, scale, count: Number(draft.count) };
}
