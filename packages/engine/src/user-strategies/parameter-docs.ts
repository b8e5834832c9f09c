/** A parameter of a user's strategy from its field: name, type, value and the tags of its comment. */
import type {
  BooleanParameter,
  NumberParameter,
  StrategyParameter,
} from "@perpmill/core-wasm/strategies";
import type { DocText } from "./syntax.js";

/** A public field with a value to start with. */
export interface ParameterField {
  readonly name: string;
  readonly type: "f64" | "i32" | "bool";
  readonly value: number | boolean;
  readonly doc: DocText;
}

type NumberUnit = NumberParameter["unit"];

interface UnitRange {
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
}

/** What is accepted and how sliders run where the tags do not say. */
const UNITS: Readonly<Record<NumberUnit, UnitRange>> = {
  ratio: { min: 0, max: 1, scale: "linear" },
  multiple: { min: -1e9, max: 1e9, scale: "linear" },
  perPrice: { min: 0, max: 1e9, scale: "log" },
  price: { min: 0, max: 1e12, scale: "linear" },
  days: { min: 0, max: 36_500, scale: "log" },
  count: { min: 0, max: 1_000_000, scale: "linear" },
  bars: { min: 1, max: 1_000_000, scale: "log" },
  ms: { min: 0, max: 31_536_000_000, scale: "log" },
};

const WHOLE: ReadonlySet<NumberUnit> = new Set(["count", "bars", "ms"]);
const KNOWN_TAGS = new Set(["unit", "min", "max", "slider", "step", "scale", "zh"]);

/** Something wrong with a field's comment, in words; the caller knows where. */
export class TagProblem extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** `bidSpread` as words: "Bid spread". */
export function titleOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Label and help from a comment: Chinese as `@zh label：help`. */
export function textsOf(name: string, { words, tags }: DocText) {
  const label = titleOf(name);
  const help = words === "" ? label : words;
  const zh = tags.get("zh") ?? "";
  const [, zhLabel = "", zhHelp = ""] = /^([^：:]+)(?:[：:]\s*(.+))?$/.exec(zh) ?? [];
  return {
    label: { en: label, zh: zhLabel.trim() || label },
    help: { en: help, zh: (zhHelp || zhLabel).trim() || help },
  };
}

function numbersOf(tags: DocText["tags"], tag: string, count: number): number[] | null {
  const text = tags.get(tag);
  if (text === undefined) return null;
  const numbers = text.split(/[\s,]+/).map(Number);
  if (numbers.length === count && numbers.every(Number.isFinite)) return numbers;
  const form = count === 1 ? "a number" : `${count} numbers`;
  throw new TagProblem(
    `@${tag} needs ${form}, got "${text}"`,
    `Write @${tag} ${count === 1 ? "0.5" : "0.1 2"}.`,
  );
}

function unitOf({ type, doc }: ParameterField): NumberUnit {
  const text = doc.tags.get("unit");
  if (text === undefined) return type === "i32" ? "count" : "multiple";
  const unit = (Object.keys(UNITS) as NumberUnit[]).find((one) => one === text);
  if (unit === undefined) {
    throw new TagProblem(
      `there is no unit "${text}"`,
      `Write @unit with one of ${Object.keys(UNITS).join(", ")}.`,
    );
  }
  if (WHOLE.has(unit) && type === "f64") {
    throw new TagProblem(
      `a number of ${unit} is whole, but the field is f64`,
      "Declare it as i32.",
    );
  }
  if (!WHOLE.has(unit) && type === "i32") {
    throw new TagProblem(`a ${unit} has decimals, but the field is i32`, "Declare it as f64.");
  }
  return unit;
}

/** A slider for a value without one of its own: a factor of ten each way, or up to ten. */
function sliderAround(value: number, min: number, max: number): readonly [number, number] {
  if (value === 0) return [Math.max(min, 0), Math.min(max, 1)];
  const [low, high] = value > 0 ? [value / 10, value * 10] : [value * 10, value / 10];
  return [Math.max(min, low), Math.min(max, high)];
}

function scaleOf(tags: DocText["tags"], fallback: "linear" | "log"): "linear" | "log" {
  const text = tags.get("scale") ?? fallback;
  if (text === "linear" || text === "log") return text;
  throw new TagProblem(`@scale is linear or log, got "${text}"`, "Write @scale log.");
}

function numberParameter(field: ParameterField, value: number): NumberParameter {
  const { doc, name, type } = field;
  const { tags } = doc;
  const unit = unitOf(field);
  const ranges = UNITS[unit];
  const min = numbersOf(tags, "min", 1)?.[0] ?? Math.min(ranges.min, value);
  const max = numbersOf(tags, "max", 1)?.[0] ?? Math.max(ranges.max, value);
  if (!(min <= value && value <= max)) {
    throw new TagProblem(
      `${name} starts at ${value}, outside of its bounds ${min} to ${max}`,
      "Change the value, @min or @max.",
    );
  }
  const whole = type === "i32";
  const around = sliderAround(value, min, max);
  const [sliderMin, sliderMax] =
    numbersOf(tags, "slider", 2) ?? (whole ? around.map(Math.round) : around);
  if (!(min <= sliderMin && sliderMin < sliderMax && sliderMax <= max)) {
    throw new TagProblem(
      `the slider of ${name} runs from ${sliderMin} to ${sliderMax}, which its bounds ${min} to ${max} do not hold`,
      "Write @slider with two numbers within @min and @max.",
    );
  }
  const wanted = scaleOf(tags, tags.has("scale") || sliderMin > 0 ? ranges.scale : "linear");
  const step = numbersOf(tags, "step", 1)?.[0] ?? (whole ? 1 : stepOf(sliderMax - sliderMin));
  return {
    type: "number",
    name,
    unit,
    required: false,
    default: value,
    min,
    max,
    sliderMin,
    sliderMax,
    step,
    scale: sliderMin > 0 ? wanted : "linear",
    ...textsOf(name, doc),
  };
}

/** A power of ten that gives at least a hundred positions. */
function stepOf(span: number): number {
  return Number(`1e${Math.floor(Math.log10(span)) - 2}`);
}

/**
 * The parameter that a field is.
 * @throws TagProblem
 */
export function parameterOf(field: ParameterField): StrategyParameter {
  for (const tag of field.doc.tags.keys()) {
    if (!KNOWN_TAGS.has(tag)) {
      throw new TagProblem(
        `there is no tag @${tag} for a parameter`,
        `There are ${[...KNOWN_TAGS].map((one) => `@${one}`).join(", ")}.`,
      );
    }
  }
  const { name, value, doc } = field;
  if (typeof value === "number") return numberParameter(field, value);
  const parameter: BooleanParameter = {
    type: "boolean",
    name,
    required: false,
    default: value,
    ...textsOf(name, doc),
  };
  return parameter;
}
