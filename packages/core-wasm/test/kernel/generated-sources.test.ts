/** Generated AssemblyScript is what its generator writes, and the memory map has no holes in its rules. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedAssembly } from "../../scripts/generate-assembly.js";
import { LAYOUT } from "../../src/layout.gen.js";

const ASSEMBLY = join(import.meta.dirname, "../../assembly");
const BYTES: Readonly<Record<string, number>> = { i32: 4, u32: 4, usize: 4, f64: 8, i64: 8 };

interface Field {
  readonly name: string;
  readonly bytes: number;
  readonly offset: number;
}

/** The fields of a class of layout.ts in order, with their exported offsets. */
function fieldsOf(className: string): Field[] {
  const source = readFileSync(join(ASSEMBLY, "layout.ts"), "utf8");
  const body =
    new RegExp(`export class ${className} \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/^ {2}(\w+): (\w+);/gm)].map(([, name, type]) => {
    const constant = `${className}_${name.replace(/([a-z0-9])([A-Z])/g, "$1_$2")}`.toUpperCase();
    return { name, bytes: BYTES[type], offset: Reflect.get(LAYOUT, constant) };
  });
}

describe("generated AssemblyScript", () => {
  it.each(Object.entries(generatedAssembly()))("%s is up to date", (name, text) => {
    expect(readFileSync(join(ASSEMBLY, name), "utf8")).toBe(text);
  });
});

describe.each([
  ["Market", LAYOUT.MARKET_BYTES],
  ["Run", LAYOUT.SLOTS_OFFSET],
] as const)("the block of a %s", (className, size) => {
  it("gives every field a place of its own, aligned to its size", () => {
    const fields = fieldsOf(className);
    expect(fields.length).toBeGreaterThan(10);
    let end = 0;
    for (const { name, bytes, offset } of fields) {
      expect(offset, name).toBeGreaterThanOrEqual(end);
      expect(offset % bytes, name).toBe(0);
      end = offset + bytes;
    }
    expect(end).toBeLessThanOrEqual(size);
  });
});

describe("the block of a Run", () => {
  it("has its parameters in a row", () => {
    for (let slot = 0; slot < LAYOUT.PARAMETER_COUNT; slot++) {
      expect(Reflect.get(LAYOUT, `RUN_PARAMETER${slot}`)).toBe(LAYOUT.RUN_PARAMETER0 + 8 * slot);
    }
  });
});
