/**
 * AssemblyScript's compiler as functions of texts. Its command is not used: that reads options from
 * files and finds imports in folders, and here a program is exactly the texts that are handed in.
 */
import type { DiagnosticMessage, Module, Program, Source } from "assemblyscript";

type Compiler = typeof import("assemblyscript");

/** The compiler with its standard library and what writes its modules. Some 18 MB, loaded once. */
export interface Toolchain {
  readonly compiler: Compiler;
  /** standard library: texts by path without extension */
  readonly library: Readonly<Record<string, string>>;
  readonly version: string;
  /** numbers of the compiler's own enums, which are erased from its types */
  readonly flags: Readonly<Record<string, number>>;
  readonly tokens: Readonly<Record<string, number>>;
  /** bytes of a compiled module, which is of no use any more */
  emit(module: Module): Uint8Array<ArrayBuffer>;
}

/** A message of the compiler; `start` counts characters of the file's text. */
export interface CompilerMessage {
  readonly code: number;
  readonly text: string;
  readonly file: string;
  readonly start: number;
  readonly length: number;
}

/** Texts by path without extension; those that any file may import begin with `~lib/`. */
export type FileMap = ReadonlyMap<string, string>;

/** 0 (quick) to 3 (fast code). */
export type OptimizeLevel = 0 | 1 | 2 | 3;

const LIBRARY = "~lib/";
const MAXIMUM_PAGES = 65_536;
/** the compiler's number for a runtime without garbage collection: ours stands in for its code */
const RUNTIME_STUB = 0;
const TARGET_WASM32 = 0;

let loading: Promise<Toolchain> | null = null;

/** Members of an enum of the compiler. */
function enumOf(compiler: Compiler, name: string): Readonly<Record<string, number>> {
  const members: unknown = Reflect.get(compiler, name);
  if (typeof members !== "object" || members === null)
    throw new Error(`the compiler has no ${name}`);
  return Object.fromEntries(
    Object.entries(members).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    ),
  );
}

async function load(): Promise<Toolchain> {
  const [compiler, asc, { default: binaryen }] = await Promise.all([
    import("assemblyscript"),
    import("assemblyscript/asc"),
    import("assemblyscript/binaryen"),
  ]);
  return {
    compiler,
    library: asc.libraryFiles,
    version: asc.version,
    flags: enumOf(compiler, "CommonFlags"),
    tokens: enumOf(compiler, "Token"),
    emit(module) {
      const wrapped = binaryen.wrapModule(compiler.getBinaryenModuleRef(module));
      try {
        return new Uint8Array(wrapped.emitBinary());
      } finally {
        wrapped.dispose();
      }
    },
  };
}

/** Loads the compiler, the first time. */
export function toolchain(): Promise<Toolchain> {
  loading ??= load();
  return loading;
}

/**
 * An empty program with the standard library.
 * @param abort path of the function that failed assertions, bounds and `throw` call
 */
export function newProgram(
  { compiler, library }: Toolchain,
  level: OptimizeLevel,
  abort: string,
): Program {
  const options = compiler.newOptions();
  compiler.setTarget(options, TARGET_WASM32);
  compiler.setRuntime(options, RUNTIME_STUB);
  compiler.setNoAssert(options, true);
  compiler.setExportMemory(options, false);
  compiler.setImportMemory(options, true);
  compiler.setInitialMemory(options, 1);
  compiler.setMaximumMemory(options, MAXIMUM_PAGES);
  compiler.setOptimizeLevelHints(options, level, 0);
  compiler.addGlobalAlias(options, "abort", abort);
  const program = compiler.newProgram(options);
  for (const [path, text] of Object.entries(library)) {
    // Those in folders are read when they are imported.
    if (!path.includes("/")) compiler.parse(program, text, `${LIBRARY}${path}.ts`, false);
  }
  return program;
}

/** Reads a text into a program. @returns its syntax tree */
export function parseFile(
  { compiler }: Toolchain,
  program: Program,
  path: string,
  text: string,
  isEntry: boolean,
): Source {
  compiler.parse(program, text, `${path}.ts`, isEntry);
  const source = program.sources.find(({ internalPath }) => internalPath === path);
  if (source === undefined) throw new Error(`the compiler has lost ${path}`);
  return source;
}

/** Reads all that has been imported and not read: from `files`, then from the standard library. */
export function parseImports(
  { compiler, library }: Toolchain,
  program: Program,
  files: FileMap,
): void {
  for (;;) {
    const wanted = compiler.nextFile(program);
    if (wanted === null) return;
    const inLibrary = wanted.startsWith(LIBRARY) ? wanted.slice(LIBRARY.length) : "";
    const paths = [wanted, `${wanted}/index`];
    const path = paths.find(
      (one) => files.has(one) || Object.hasOwn(library, one.slice(LIBRARY.length)),
    );
    const text =
      path === undefined ? null : (files.get(path) ?? library[path.slice(LIBRARY.length)]);
    const found = path ?? wanted;
    compiler.parse(
      program,
      inLibrary === "" && !files.has(found) ? null : text,
      `${found}.ts`,
      false,
    );
  }
}

/** What the compiler has complained about since it was last asked. */
export function takeErrors({ compiler }: Toolchain, program: Program): CompilerMessage[] {
  const errors: CompilerMessage[] = [];
  for (;;) {
    const message: DiagnosticMessage | null = compiler.nextDiagnostic(program);
    if (message === null) return errors;
    if (!compiler.isError(message)) continue;
    const { code, message: text, range } = message;
    errors.push({
      code,
      text,
      file: range?.source.internalPath ?? "",
      start: range?.start ?? 0,
      length: range === null ? 0 : range.end - range.start,
    });
  }
}

/** Compiles a program whose files have all been read. @returns null with errors to be taken */
export function compileProgram(
  tools: Toolchain,
  program: Program,
  level: OptimizeLevel,
): { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly errors: CompilerMessage[] } {
  const { compiler } = tools;
  compiler.initializeProgram(program);
  const module = compiler.compile(program);
  const errors = takeErrors(tools, program);
  if (errors.length > 0) return { errors };
  compiler.optimize(module, level, 0, false, false);
  return { bytes: tools.emit(module) };
}
