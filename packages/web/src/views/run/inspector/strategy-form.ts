/** The form of a strategy, made from its descriptor: nothing about a strategy is written here. */
import {
  effectiveRefreshMs,
  isWholeUnit,
  type Language,
  parameterCounts,
  type SteppedPath,
  type StrategyDescriptor,
  type StrategyParameter,
} from "@perpmill/engine";
import type { FieldSlider } from "./field-display";
import { snapTo } from "./field-display";
import type { FormField } from "./form-fields";

/** What the sliders snap to. */
export interface StrategySurroundings {
  /** of the bars, ms */
  readonly intervalMs: number;
  /** on which quotes are renewed; default: one of four points */
  readonly path?: SteppedPath | undefined;
  /** steps of prices and sizes, quote and contracts; null: not known */
  readonly tickSize: number | null;
  readonly stepSize: number | null;
  /** the last price, quote; null: no bars are open */
  readonly lastPrice: number | null;
  /** which form the size has */
  readonly sizeForm: "equityRatio" | "quantity";
  /** what a spread that is not set stands at */
  readonly sideSpread: number;
}

type NumberParameter = Extract<StrategyParameter, { type: "number" }>;

const DISPLAY = {
  ratio: { factor: 100, unit: "%" },
  multiple: { factor: 1, unit: "×" },
  perPrice: { factor: 1, unit: "" },
  price: { factor: 1, unit: "quote" },
  days: { factor: 1, unit: "days" },
  count: { factor: 1, unit: "" },
  bars: { factor: 1, unit: "bars" },
  ms: { factor: 0.001, unit: "s" },
} as const satisfies Record<NumberParameter["unit"], unknown>;

function fallbackOf(parameter: NumberParameter, around: StrategySurroundings): number | null {
  if (parameter.default === "interval") return around.intervalMs;
  if (parameter.default === "side") return around.sideSpread;
  return parameter.default ?? null;
}

/** A bar of four steps has thirds, in which a refresh counts; one of a bridge as many parts as points. */
function refreshSlider(
  parameter: NumberParameter,
  { intervalMs, path }: StrategySurroundings,
): FieldSlider {
  const part = intervalMs / (path?.points ?? 3);
  const snap = (ms: number) => {
    const parts = Math.max(1, Math.round(ms / part));
    return effectiveRefreshMs(Math.floor(parts * part), intervalMs, path);
  };
  return {
    from: snap(0),
    to: Math.max(parameter.sliderMax, 24 * intervalMs),
    scale: "log",
    snap,
  };
}

/** A price is about as high as the last one; without one nobody knows where a slider would run. */
function priceSlider({ tickSize, lastPrice }: StrategySurroundings): FieldSlider | null {
  if (lastPrice === null) return null;
  const snap = snapTo(tickSize ?? lastPrice / 10_000);
  return { from: snap(lastPrice / 2), to: snap(lastPrice * 2), scale: "linear", snap };
}

function sliderOf(parameter: NumberParameter, around: StrategySurroundings): FieldSlider | null {
  const { name, sliderMin: from, sliderMax: to, scale, step, unit, required } = parameter;
  if (name === "orderRefreshMs") return refreshSlider(parameter, around);
  if (unit === "price") return priceSlider(around);
  const { tickSize, lastPrice } = around;
  // A distance from the price that is no whole tick is rounded to one anyway.
  const tick = tickSize === null || lastPrice === null ? 0 : tickSize / lastPrice;
  const least = required && unit === "ratio" ? Math.max(step, Math.min(tick, to / 10)) : step;
  return { from, to, scale, snap: snapTo(least) };
}

function sizeField(
  { name, label, help }: StrategyParameter,
  { sizeForm, stepSize }: StrategySurroundings,
  language: Language,
): FormField {
  const share = sizeForm === "equityRatio";
  const step = stepSize ?? 0.001;
  const snap = share ? snapTo(0.001) : snapTo(step);
  return {
    path: `strategy.${name}.${sizeForm}`,
    kind: "number",
    label: label[language],
    help: help[language],
    choices: [],
    fallback: null,
    none: null,
    required: true,
    nullable: false,
    bounds: { above: 0, whole: false },
    ...(share ? DISPLAY.ratio : { factor: 1, unit: "contracts" }),
    slider: {
      from: share ? 0.001 : step,
      to: share ? 0.5 : step * 10_000,
      scale: "log",
      snap,
    },
  };
}

function numberField(
  parameter: NumberParameter,
  around: StrategySurroundings,
  language: Language,
): FormField {
  const { name, label, help, min, max, unit, required, none } = parameter;
  return {
    path: `strategy.${name}`,
    kind: "number",
    label: label[language],
    help: help[language],
    choices: [],
    fallback: fallbackOf(parameter, around),
    none: none?.[language] ?? null,
    required,
    nullable: false,
    bounds: { min, max, whole: isWholeUnit(unit) },
    ...DISPLAY[unit],
    slider: sliderOf(parameter, around),
  };
}

type WordParameter = Exclude<StrategyParameter, { type: "number" | "size" }>;

function wordField(parameter: WordParameter, language: Language): FormField {
  const { name, label, help, required } = parameter;
  const values = parameter.type === "choice" ? parameter.values : [];
  return {
    path: `strategy.${name}`,
    kind: parameter.type === "choice" ? "choice" : "flag",
    label: label[language],
    help: help[language],
    choices: values.map((one) => ({ value: one.value, label: one.label[language] })),
    fallback: parameter.default,
    none: null,
    required,
    nullable: false,
    bounds: { whole: false },
    factor: 1,
    unit: "",
    slider: null,
  };
}

/**
 * The fields of a strategy's form, in the descriptor's order: those that count.
 * @param values of its section of the configuration
 */
export function strategyForm(
  { parameters }: StrategyDescriptor,
  around: StrategySurroundings,
  language: Language,
  values: Readonly<Record<string, unknown>> = {},
): readonly FormField[] {
  return parameters
    .filter((parameter) => parameterCounts(parameter, parameters, values))
    .map((parameter) => {
      if (parameter.type === "size") return sizeField(parameter, around, language);
      if (parameter.type === "number") return numberField(parameter, around, language);
      return wordField(parameter, language);
    });
}
