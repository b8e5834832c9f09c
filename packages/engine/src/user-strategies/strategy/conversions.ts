/**
 * AssemblyScript's conversions as functions of the same names, so that a file written for it runs as
 * TypeScript: `i32(x)`, `f64(x)` and `bool(x)`. Its number types are declared by core-wasm's portable
 * sources.
 */
declare global {
  /** Cuts the decimals off; the nearest bound beyond 32 bits, 0 for NaN. */
  function i32(value: number | boolean): number;
  /** A number with decimals. */
  function f64(value: number | boolean): number;
  /** Whether a number is not 0. */
  function bool(value: number | boolean): boolean;
}

const CONVERSIONS = {
  i32: (value: number | boolean): number =>
    Math.min(Math.max(Math.trunc(Number(value)) || 0, -2_147_483_648), 2_147_483_647),
  f64: (value: number | boolean): number => Number(value),
  bool: (value: number | boolean): boolean => value !== 0 && value !== false,
};

for (const [name, convert] of Object.entries(CONVERSIONS)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: convert });
}

export type Conversions = typeof CONVERSIONS;
