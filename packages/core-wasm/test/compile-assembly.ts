/** Compiles AssemblyScript of this package for a test, with the options of the release build. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import asc from "assemblyscript/asc";

const ROOT = join(import.meta.dirname, "..");

interface Target {
  readonly [option: string]: unknown;
}

/** Options of asconfig.json for the release build, without its output. */
function releaseOptions(): Target {
  const { targets, options } = JSON.parse(readFileSync(join(ROOT, "asconfig.json"), "utf8")) as {
    readonly targets: { readonly release: Target };
    readonly options: Target;
  };
  return { ...options, ...targets.release };
}

function flags(options: Target): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (name === "outFile" || value === false) return [];
    if (Array.isArray(value)) return value.flatMap((one) => [`--${name}`, String(one)]);
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });
}

/**
 * The bytes of a module.
 * @param entry path of its entry file inside the package
 * @throws Error with the compiler's words
 */
export async function compileAssembly(entry: string): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  const arguments_ = [
    entry,
    "--baseDir",
    ROOT,
    "--outFile",
    "module.wasm",
    ...flags(releaseOptions()),
  ];
  const { error, stderr } = await asc.main(arguments_, {
    readFile: (name, base) => {
      try {
        return readFileSync(join(base, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== "string") bytes = new Uint8Array(contents);
    },
    listFiles: () => null,
  });
  if (error !== null || bytes === null) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return bytes;
}

/**
 * The exports of a module.
 * @param entry path of its entry file inside the package
 * @param memory what it runs on, one of its own when left out
 * @throws Error with the compiler's words
 */
export async function instanceOf<T>(
  entry: string,
  memory = new WebAssembly.Memory({ initial: 1 }),
): Promise<T> {
  const module = await WebAssembly.compile(await compileAssembly(entry));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as T;
}
