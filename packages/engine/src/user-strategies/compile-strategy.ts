/** From the source of a strategy to a kernel that has it: one module, a descriptor and a version. */
import type { Program } from "assemblyscript";
import { PerpmillError } from "../errors.js";
import { checkStrategyModule } from "./check-module.js";
import { hintFor, plainMessage } from "./compiler-hints.js";
import { ENTRY_PATH, entrySource, STRATEGY_MODULE, USER_PATH } from "./module-entry.js";
import { withFacts } from "./module-facts.js";
import { checkSubset } from "./portable-subset.js";
import { type ReadStrategy, readStrategySource } from "./read-source.js";
import { diagnosticOf, normaliseSource, type SourceProblem, sourceHash } from "./source-text.js";
import type { StrategyFacts } from "./strategy-facts.js";
import {
  type CompilerMessage,
  compileProgram,
  type FileMap,
  newProgram,
  type OptimizeLevel,
  parseFile,
  parseImports,
  type Toolchain,
  takeErrors,
  toolchain,
} from "./toolchain.js";

export interface CompileStrategyOptions {
  /** for messages; default: `strategy.ts` */
  readonly fileName?: string | undefined;
  /** `"full"` (default) gives the fastest code, `"fast"` gives it sooner; results are the same */
  readonly optimize?: "fast" | "full" | undefined;
  /** looked at between the stages of compiling */
  readonly signal?: AbortSignal | undefined;
}

export interface CompiledStrategy extends StrategyFacts {
  /** a kernel whose only strategy is this one, with the facts in it */
  readonly wasm: Uint8Array<ArrayBuffer>;
}

const LEVELS: Readonly<Record<"fast" | "full", OptimizeLevel>> = { fast: 1, full: 3 };
const ABORT = "~lib/perpmill/assembly/user/runtime/failThrown";

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new PerpmillError("ABORTED", {
    message: "compiling the strategy was cancelled",
    cause: signal.reason,
  });
}

/** The kernel's sources as a library that the user's file can import its base class from. */
async function kernelFiles(): Promise<FileMap> {
  const { KERNEL_SOURCES } = await import("@perpmill/core-wasm/sources");
  const files = new Map(
    Object.entries(KERNEL_SOURCES).map(([path, text]) => [
      `~lib/perpmill/${path.replace(/\.ts$/, "")}`,
      text,
    ]),
  );
  files.set(`~lib/${STRATEGY_MODULE}`, 'export * from "perpmill/assembly/user/strategy";\n');
  return files;
}

/** Throws STRATEGY_INVALID with every problem in the order of the source, when there is one. */
function refuse(source: string, file: string, problems: readonly SourceProblem[]): void {
  if (problems.length === 0) return;
  const sorted = [...problems].sort((a, b) => a.start - b.start || b.hint.length - a.hint.length);
  // One complaint a place: the one that helps most.
  const diagnostics = sorted
    .filter(({ start }, i) => i === 0 || start !== sorted[i - 1].start)
    .map((problem) => diagnosticOf(source, file, problem));
  const [first] = diagnostics;
  const { line, column, message, hint } = first;
  throw new PerpmillError("STRATEGY_INVALID", {
    message,
    where: { file, line, column },
    ...(hint === "" ? {} : { hint }),
    diagnostics,
  });
}

/** Messages about the user's file as problems. @throws Error about any other file: that is our fault */
function problemsOf(messages: readonly CompilerMessage[], source: string): SourceProblem[] {
  return messages.map(({ code, text, file, start, length }) => {
    if (file !== USER_PATH) throw new Error(`compiling the kernel: ${text} (${file}, ${start})`);
    const words = source.slice(start, start + length);
    return { start, length, message: plainMessage(text), hint: hintFor(code, text, words) };
  });
}

interface Parsed {
  readonly program: Program;
  readonly strategy: ReadStrategy;
  readonly source: string;
}

/** Reads the file and checks what can be told without compiling. */
function parseStrategy(tools: Toolchain, text: string, file: string, level: OptimizeLevel): Parsed {
  const source = normaliseSource(text);
  const program = newProgram(tools, level, ABORT);
  const tree = parseFile(tools, program, USER_PATH, source, false);
  refuse(source, file, problemsOf(takeErrors(tools, program), source));
  const reading = { tools, source: tree, problems: [] };
  const strategy = readStrategySource(reading);
  if (strategy !== null) checkSubset(reading, strategy);
  refuse(source, file, reading.problems);
  if (strategy === null) throw new Error("a source without a strategy was not refused");
  return { program, strategy, source };
}

async function factsOf(strategy: ReadStrategy, source: string): Promise<StrategyFacts> {
  const hash = await sourceHash(source);
  const { className, descriptor } = strategy;
  return { hash, className, descriptor: { id: `user:${hash}`, ...descriptor } };
}

/**
 * Reads a strategy without compiling it: for its parameters, and for what is wrong at first sight.
 * @throws STRATEGY_INVALID with every problem in `diagnostics`
 */
export async function checkStrategySource(
  source: string,
  options: Pick<CompileStrategyOptions, "fileName"> = {},
): Promise<StrategyFacts> {
  const file = options.fileName ?? "strategy.ts";
  return withinDepth(readFacts(source, file), file);
}

async function readFacts(source: string, file: string): Promise<StrategyFacts> {
  const parsed = parseStrategy(await toolchain(), source, file, LEVELS.fast);
  return factsOf(parsed.strategy, parsed.source);
}

/** The compiler walks a function by calling itself: one of thousands of lines is deeper than the stack. */
async function withinDepth<T>(work: Promise<T>, file: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PerpmillError("STRATEGY_INVALID", {
      message: "the compiler cannot go as deep as this strategy nests",
      where: { file },
      hint: "Part long functions and long expressions into shorter ones, or use loops.",
      cause: error,
    });
  }
}

/**
 * Compiles a strategy with the kernel's own sources. Needs no file system and no network; the
 * compiler is loaded the first time and works in the calling thread, for half a second to two.
 * @param source text of one file whose exported class extends `Strategy`
 * @throws STRATEGY_INVALID with every problem in `diagnostics`; ABORTED
 */
export async function compileStrategy(
  source: string,
  options: CompileStrategyOptions = {},
): Promise<CompiledStrategy> {
  const file = options.fileName ?? "strategy.ts";
  return withinDepth(compile(source, file, options), file);
}

async function compile(
  source: string,
  file: string,
  { signal, optimize = "full" }: CompileStrategyOptions,
): Promise<CompiledStrategy> {
  throwIfAborted(signal);
  const [tools, files] = await Promise.all([toolchain(), kernelFiles()]);
  throwIfAborted(signal);
  const level = LEVELS[optimize];
  const { program, strategy, source: text } = parseStrategy(tools, source, file, level);
  parseFile(tools, program, ENTRY_PATH, entrySource(strategy), true);
  parseImports(tools, program, files);
  refuse(text, file, problemsOf(takeErrors(tools, program), text));
  throwIfAborted(signal);
  const compiled = compileProgram(tools, program, level);
  if ("errors" in compiled) {
    refuse(text, file, problemsOf(compiled.errors, text));
    throw new Error("the compiler has refused a strategy without a word");
  }
  checkStrategyModule(compiled.bytes);
  const facts = await factsOf(strategy, text);
  return { ...facts, wasm: withFacts(compiled.bytes, facts) };
}
