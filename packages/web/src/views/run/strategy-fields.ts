/** The form of a strategy, made from its descriptor: nothing about a strategy is written here. */
import type { ConfigInput, StrategyDescriptor, StrategyParameter } from "@perpmill/engine";
import { valueAt } from "../../engine/config-path";
import type { Language } from "../../locales";

/** A number of the form, in the terms of ParameterField. */
export interface NumberField {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly scale: "linear" | "log";
  readonly factor: number;
  readonly unit: string;
}

const DISPLAY = {
  ratio: { factor: 100, unit: "%" },
  ms: { factor: 0.001, unit: "s" },
  count: { factor: 1, unit: "" },
} as const;

/** What a parameter stands at while the configuration does not name it. */
function defaultOf(
  parameter: Extract<StrategyParameter, { type: "number" }>,
  config: ConfigInput,
  intervalMs: number,
): number {
  if (parameter.default === "interval") return intervalMs;
  if (parameter.default === "side") return Number(valueAt(config, "strategy.bidSpread") ?? 0);
  return parameter.default ?? parameter.sliderMin;
}

/** The numbers of a strategy's form. @param intervalMs of the bars that are open */
export function strategyFields(
  descriptor: StrategyDescriptor,
  config: ConfigInput,
  language: Language,
  intervalMs: number,
): readonly NumberField[] {
  return descriptor.parameters.map((parameter): NumberField => {
    const words = { label: parameter.label[language], help: parameter.help[language] };
    if (parameter.type === "size") {
      const path = "strategy.size.equityRatio";
      const value = Number(valueAt(config, path) ?? 0.02);
      const limits = { min: 0.000_001, max: 1000, from: 0.001, to: 0.5, step: 0.001 };
      return { path, ...words, value, ...limits, scale: "log", ...DISPLAY.ratio };
    }
    const path = `strategy.${parameter.name}`;
    const set = valueAt(config, path);
    const { min, max, sliderMin: from, sliderMax: to, step, scale, unit } = parameter;
    const value =
      set === undefined || set === null ? defaultOf(parameter, config, intervalMs) : Number(set);
    return { path, ...words, value, min, max, from, to, step, scale, ...DISPLAY[unit] };
  });
}
