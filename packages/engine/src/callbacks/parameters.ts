/** Parameters as a strategy in TypeScript declares them, and the types of their values. */
import type { NumberUnit, ParameterCondition, Text } from "@perpmill/core-wasm/strategies";
import type { OrderSize } from "../config/types.js";

/** One text for every language, or one for each. */
export type TextInput = string | Text;

interface DeclarationBase {
  /** default: the name, in words */
  readonly label?: TextInput;
  readonly help?: TextInput;
  /** the parameter counts only while all of these hold */
  readonly dependsOn?: readonly ParameterCondition[];
}

/** A number. Without a default it must be given. */
export interface NumberDeclaration extends DeclarationBase {
  readonly type?: "number";
  /** `count`, `bars` and `ms` are whole numbers */
  readonly unit: NumberUnit;
  /** null: nothing given, and the value is null */
  readonly default?: number | null;
  /** inclusive bounds of what is accepted */
  readonly min: number;
  readonly max: number;
  /** where a slider runs; default: between the bounds */
  readonly sliderMin?: number;
  readonly sliderMax?: number;
  readonly step?: number;
  readonly scale?: "linear" | "log";
}

/** `{ equityRatio }` or `{ quantity }`, always to be given. */
export interface SizeDeclaration extends DeclarationBase {
  readonly type: "size";
}

/** One of some words. */
export interface ChoiceDeclaration extends DeclarationBase {
  readonly type: "choice";
  readonly values: readonly string[];
  readonly default: string;
}

/** True or false. */
export interface BooleanDeclaration extends DeclarationBase {
  readonly type: "boolean";
  readonly default: boolean;
}

export type ParameterDeclaration =
  | NumberDeclaration
  | SizeDeclaration
  | ChoiceDeclaration
  | BooleanDeclaration;

/** By name. `orderRefreshMs` is there in every strategy and is not declared. */
export type ParameterDeclarations = Readonly<Record<string, ParameterDeclaration>>;

type ValueOf<D> = D extends { readonly type: "size" }
  ? OrderSize
  : D extends { readonly type: "choice"; readonly values: readonly (infer Word)[] }
    ? Word
    : D extends { readonly type: "boolean" }
      ? boolean
      : D extends { readonly default: number }
        ? number
        : D extends { readonly default: null } | { readonly dependsOn: unknown }
          ? number | null
          : number;

/** The values of a run, checked and with defaults filled in. */
export type ParameterValues<P> = {
  readonly [Name in keyof P]: ValueOf<P[Name]>;
} & {
  /** how long quotes rest, ms */
  readonly orderRefreshMs: number;
};
