/** The base class is written twice, for AssemblyScript and for TypeScript: with the same members. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Methods and getters of the class with the number of their parameters. */
function membersOf(path: string): string[] {
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  const body = text.slice(text.indexOf("export abstract class Strategy"));
  return [...body.matchAll(/^ {2}(abstract |get )?(\w+)\(([^)]*)\): /gm)]
    .map(([, kind = "", name, parameters]) => `${kind}${name} ${parameters.split(":").length - 1}`)
    .sort();
}

it("both have the same hooks, view and actions", () => {
  const compiled = membersOf("../../../core-wasm/assembly/user/strategy.ts");
  expect(compiled.length).toBeGreaterThan(40);
  expect(membersOf("strategy/strategy.ts")).toEqual(compiled);
});
