import binaryen from "assemblyscript/binaryen";
import { describe, expect, it } from "vitest";
import { checkStrategyModule } from "./check-module.js";

const MEMORY = '(import "env" "memory" (memory 1 100))';
const EXPORTS = ["start", "advance", "finish", "setHeap"]
  .map((name) => `(func $${name} (export "${name}"))`)
  .join(" ");

function refusal(text: string): string {
  const module = binaryen.parseText(`(module ${text})`);
  const bytes = new Uint8Array(module.emitBinary());
  module.dispose();
  try {
    checkStrategyModule(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: "STRATEGY_INVALID", hint: expect.stringMatching(/\w/) });
    return (error as Error).message;
  }
  return "";
}

describe("checkStrategyModule", () => {
  it("takes a module that imports its memory and has the calls of a kernel", () => {
    expect(refusal(`${MEMORY} ${EXPORTS}`)).toBe("");
    expect(refusal(`${MEMORY} ${EXPORTS} (data (i32.const 1024) "text")`)).toBe("");
  });

  it.each([
    ["no import", EXPORTS, "must import one thing"],
    ["a memory of its own", `(memory 1 100) ${EXPORTS}`, "must import one thing"],
    ["no maximum", `(import "env" "memory" (memory 1)) ${EXPORTS}`, "declared maximum"],
    ["another name", `(import "env" "heap" (memory 1 100)) ${EXPORTS}`, "env.memory"],
    ["a function of the host", `${MEMORY} (import "env" "now" (func)) ${EXPORTS}`, "one thing"],
    ["a start function", `${MEMORY} ${EXPORTS} (func $go) (start $go)`, "start function"],
    ["a missing call", `${MEMORY} ${EXPORTS.replace('(export "finish")', "")}`, "finish"],
    [
      "constants where bars lie",
      `${MEMORY} ${EXPORTS} (data (i32.const 4090) "long text")`,
      "4096",
    ],
  ])("refuses %s", (_, text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it("refuses what is no module", () => {
    expect(() => checkStrategyModule(Uint8Array.of(1, 2, 3))).toThrow("no WebAssembly module");
  });
});
