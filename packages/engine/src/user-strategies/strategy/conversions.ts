/**
 * AssemblyScript's conversions as functions of the same names, so that a file written for it runs as
 * TypeScript: `i32(x)`, `f64(x)` and `bool(x)`. The compiler brings functions of these names along too,
 * which stay when they are there. Its number types are declared by core-wasm's portable sources.
 */
declare global {
  /** Cuts the decimals off; for numbers within 32 bits. */
  function i32(value: number | boolean): number;
  /** A number with decimals. */
  function f64(value: number | boolean): number;
  /** Whether a number is not 0. */
  function bool(value: number | boolean): boolean;
}

const CONVERSIONS = {
  i32: (value: number | boolean): number => Number(value) | 0,
  f64: (value: number | boolean): number => Number(value),
  bool: (value: number | boolean): boolean => Boolean(value),
};

for (const [name, convert] of Object.entries(CONVERSIONS)) {
  if (!(name in globalThis)) Reflect.set(globalThis, name, convert);
}
