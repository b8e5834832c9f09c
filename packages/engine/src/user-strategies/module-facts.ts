/**
 * What a strategy's module says of itself: its descriptor and version, in a section that WebAssembly
 * passes over, so that one file is all that has to be kept.
 */
import { KERNEL_SOURCES_SHA256 } from "@perpmill/core-wasm";
import { PerpmillError } from "../errors.js";
import type { StrategyFacts } from "./strategy-facts.js";

const SECTION = "perpmill.strategy";
const CUSTOM = 0;

interface ModuleFacts extends StrategyFacts {
  /** SHA-256 of the kernel's sources that it was compiled with */
  readonly kernel: string;
}

function leb128(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const more = left > 0x7f;
    bytes.push((left & 0x7f) | (more ? 0x80 : 0));
    left >>>= 7;
  } while (left > 0);
  return bytes;
}

/** The module with its facts in it. */
export function withFacts(
  bytes: Uint8Array<ArrayBuffer>,
  { hash, className, descriptor }: StrategyFacts,
): Uint8Array<ArrayBuffer> {
  const facts: ModuleFacts = { hash, className, descriptor, kernel: KERNEL_SOURCES_SHA256 };
  const encoder = new TextEncoder();
  const name = encoder.encode(SECTION);
  const payload = encoder.encode(JSON.stringify(facts));
  const head = [...leb128(name.length), ...name];
  const section = [CUSTOM, ...leb128(head.length + payload.length), ...head];
  const whole = new Uint8Array(bytes.length + section.length + payload.length);
  whole.set(bytes);
  whole.set(section, bytes.length);
  whole.set(payload, bytes.length + section.length);
  return whole;
}

/**
 * The facts of a module that `compileStrategy` has made.
 * @throws STRATEGY_INVALID when there are none, or when another kernel was compiled in
 */
export function factsOfModule(module: WebAssembly.Module, file: string): StrategyFacts {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  const hint = "Build it again from its source with perpmill strategy build.";
  if (section === undefined) {
    throw new PerpmillError("STRATEGY_INVALID", {
      message: `${file} is no strategy: the module does not say which parameters it has`,
      where: { file },
      hint,
    });
  }
  const facts = JSON.parse(new TextDecoder().decode(section)) as ModuleFacts;
  if (facts.kernel !== KERNEL_SOURCES_SHA256) {
    throw new PerpmillError("STRATEGY_INVALID", {
      message: `${file} was built with another version of the kernel`,
      where: { file },
      hint,
    });
  }
  const { hash, className, descriptor } = facts;
  return { hash, className, descriptor };
}
