/** What linters cannot hold: sizes, banned calls, left-overs, documents in step with code. */
import { expect, test } from "vitest";
import { ERROR_CODES } from "../packages/engine/src/errors.js";
import { codeOf, FILES, linesWith, SHIPPED, SOURCES, textOf } from "./sources.js";

const LINES_MAX = 300;
/** Longer for a reason: the memory map is one list, in which each address follows from the last. */
const LINES_MAX_OF: Readonly<Record<string, number>> = {
  "packages/core-wasm/assembly/layout.ts": 420,
};
const COLUMNS_MAX = 140;

/** Hits of a pattern in the code of files, comments left out. */
function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) => linesWith(path, codeOf(path), pattern));
}

/** Engine and kernel without the command, which is the one place that knows clock and environment. */
const PURE = SHIPPED.filter(
  (path) =>
    /^packages\/(engine|core-wasm)\//.test(path) && !path.startsWith("packages/engine/src/cli/"),
);

test("the lists that these tests go through are not empty", () => {
  expect(SOURCES.length).toBeGreaterThan(150);
  expect(SHIPPED.length).toBeGreaterThan(100);
  expect(PURE.length).toBeGreaterThan(80);
});

test(`no file of code is longer than ${LINES_MAX} lines`, () => {
  const long = SOURCES.map((path) => [textOf(path).split("\n").length - 1, path] as const);
  expect(long.filter(([lines, path]) => lines > (LINES_MAX_OF[path] ?? LINES_MAX))).toEqual([]);
});

test(`no line of the kernel, which no formatter sees, is longer than ${COLUMNS_MAX} columns`, () => {
  const kernel = SOURCES.filter((path) => /\/(assembly|test-assembly)\//.test(path));
  expect(found(kernel, new RegExp(`.{${COLUMNS_MAX + 1},}`))).toEqual([]);
});

test("engine and kernel read no clock, no environment, no randomness and no locale", () => {
  const banned =
    /Math\.random|Date\.now|new Date\(\s*\)|performance\.now|process\.(env|hrtime)|\.toLocale[A-Z]|\bIntl\./;
  expect(found(PURE, banned)).toEqual([]);
});

test("the command takes them from its host, and only bin.ts has the process", () => {
  const command = SHIPPED.filter(
    (path) => path.startsWith("packages/engine/src/cli/") && !path.endsWith("/bin.ts"),
  );
  const banned = /Math\.random|Date\.now|new Date\(\s*\)|performance\.now|\bprocess\./;
  expect(found(command, banned)).toEqual([]);
});

test("nothing is left over", () => {
  const words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|");
  const texts = FILES.filter((path) => /\.(ts|mjs|cjs|md|json|ya?ml)$/.test(path))
    .filter((path) => path !== "package-lock.json" && !path.includes("/golden/"))
    .flatMap((path) => linesWith(path, textOf(path), new RegExp(`\\b(${words})\\b`)));
  expect(texts).toEqual([]);
  expect(found(SOURCES, /\b(describe|test|it)(\.\w+)*\.(only|todo|fails)\b/)).toEqual([]);
  expect(found(SOURCES, /\b(describe|test|it)\.skip\(/)).toEqual([]);
});

test("library code prints nothing", () => {
  expect(found(SHIPPED, /\bconsole\.\w+\(|\bdebugger\b/)).toEqual([]);
});

test("no type is any", () => {
  const typed = SOURCES.filter((path) => path.endsWith(".ts"));
  const code = (path: string) => codeOf(path).replace(/"[^"\n]*"|`[^`\n]*`/g, '""');
  const loose = /(:|\bas|<|\|)\s*any\b/;
  expect(typed.flatMap((path) => linesWith(path, code(path), loose))).toEqual([]);
});

test("no folder or file is called utils", () => {
  expect(FILES.filter((path) => /(^|\/)(utils?|helpers|misc|common)(\/|\.)/.test(path))).toEqual(
    [],
  );
});

test("names of files are in kebab-case, those of components in PascalCase", () => {
  const kebab = /^\.?[a-z0-9]+([.-][a-z0-9]+)*$/;
  const component = /^([A-Z][a-z0-9]+)+\.vue$/;
  const names = SOURCES.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const wrong = names.filter((name) => !(name.endsWith(".vue") ? component : kebab).test(name));
  expect(wrong).toEqual([]);
});

test("nothing names a place on someone's machine", () => {
  const texts = FILES.filter((path) => !/\.(png|webp|zip|gz|wasm|bin)$/.test(path));
  const home = new RegExp(["/ro" + "ot/", "/wo" + "rk/"].join("|"));
  expect(texts.flatMap((path) => linesWith(path, textOf(path), home))).toEqual([]);
});

test("docs/errors.md lists the codes of the registry, each with cause and remedy", () => {
  const rows = textOf("docs/errors.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(rows.map(([, code]) => code.replaceAll("`", ""))).toEqual([...ERROR_CODES].sort());
  for (const [, code, cause, remedy] of rows) {
    expect(`${code} ${cause.length > 20} ${remedy.length > 20}`).toBe(`${code} true true`);
  }
});

test("every code of the registry is thrown somewhere, and the registry is in order", () => {
  expect([...ERROR_CODES]).toEqual([...ERROR_CODES].sort());
  const code = SHIPPED.filter((path) => !path.endsWith("/errors.ts"))
    .map(codeOf)
    .join("\n");
  expect(ERROR_CODES.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});

test("every package carries the licence and ships it", () => {
  const manifests = FILES.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path));
  expect(manifests.length).toBeGreaterThan(1);
  for (const path of manifests) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    expect(textOf(`${folder}/LICENSE`)).toBe(textOf("LICENSE"));
    const { files, license, private: kept } = JSON.parse(textOf(path));
    expect([path, license]).toEqual([path, "MIT"]);
    if (kept !== true) expect([path, files.includes("LICENSE")]).toEqual([path, true]);
  }
});

test("every dependency is pinned exactly", () => {
  const loose = FILES.filter((path) => /(^|\/)package\.json$/.test(path)).flatMap((path) => {
    const { dependencies, devDependencies } = JSON.parse(textOf(path));
    return Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))
      .map(([name, version]) => `${path}: ${name} ${version}`);
  });
  expect(loose).toEqual([]);
});

test("packages and their version constants say the same version", () => {
  const version = JSON.parse(textOf("package.json")).version;
  const manifests = FILES.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path));
  for (const path of manifests) {
    const manifest = JSON.parse(textOf(path));
    expect([path, manifest.version]).toEqual([path, version]);
    const ours = Object.entries(manifest.dependencies ?? {}).filter(([name]) =>
      name.startsWith("@perpmill/"),
    );
    for (const [name, asked] of ours) expect([name, asked]).toEqual([name, version]);
  }
  expect(textOf("packages/engine/src/version.ts")).toContain(`"${version}"`);
});
