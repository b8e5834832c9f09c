/** What a browser loads before it shows the first page, and what it loads only when it is needed. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

type Chunk = Rolldown.OutputChunk & {
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
};

const WEB = fileURLToPath(new URL("../..", import.meta.url));
/** Bytes as they are sent: scripts and styles in gzip, the font of the start as it is. */
const CEILING = 250_000;
const CHARTS = /node_modules\/(uplot|klinecharts|echarts|zrender)\//;
const KERNEL = /kernel-(release|shared)/;

let folder = "";
let chunks: ReadonlyMap<string, Chunk>;
let assets: ReadonlyMap<string, string | Uint8Array>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "perpmill-size-"));
  const outDir = join(folder, "web");
  // As it is shipped: vitest's own value would leave the warnings of development in.
  vi.stubEnv("NODE_ENV", "production");
  const built = await build({ root: WEB, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const all = output.map((one) => [one.fileName, one] as const);
  chunks = new Map(all.flatMap(([name, one]) => (one.type === "chunk" ? [[name, one]] : [])));
  assets = new Map(
    all.flatMap(([name, one]) => (one.type === "asset" ? [[name, one.source]] : [])),
  );
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function chunkOf(module: string): Chunk {
  const found = [...chunks.values()].find(({ moduleIds }) =>
    moduleIds.some((id) => id.split("?")[0]?.endsWith(module)),
  );
  if (found === undefined) throw new Error(`no chunk has ${module}`);
  return found;
}

/** Chunks that load before these can run. */
function loadedWith(...first: readonly Chunk[]): readonly Chunk[] {
  const found = new Set(first);
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = chunks.get(name);
      if (next !== undefined) found.add(next);
    }
  }
  return [...found];
}

const entry = () => chunkOf("/src/main.ts");
const hasCharts = ({ moduleIds }: Chunk) => moduleIds.some((id) => CHARTS.test(id));
const packed = (source: string | Uint8Array) => gzipSync(source).length;

/** Paths of the modules that the router loads for its pages. */
async function pages(): Promise<readonly string[]> {
  const text = await readFile(join(WEB, "src/router/index.ts"), "utf8");
  return [...text.matchAll(/import\("\.\.\/([^"]+)"\)/g)].map(([, path]) => `/src/${path}`);
}

/** What the first page brings: the frame, the page, and the words of a language. */
const firstPage = () =>
  loadedWith(entry(), chunkOf("/src/views/run/RunView.vue"), chunkOf("/src/locales/zh.ts"));

test(`the first page takes less than ${CEILING / 1000} kB before charts`, () => {
  const first = firstPage();
  const drawn = first.filter((chunk) => !hasCharts(chunk));
  const scripts = drawn.map(({ fileName, code }) => [fileName, packed(code)] as const);
  const sheets = [...new Set(drawn.flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])]))];
  const styles = sheets.map((name) => [name, packed(assets.get(name) ?? "")] as const);
  const fonts = [...assets]
    .filter(([name]) => /inter-latin-wght-normal-.*\.woff2$/.test(name))
    .map(([name, source]) => [name, source.length] as const);
  expect(fonts).toHaveLength(1);
  expect(scripts.length + styles.length).toBeGreaterThan(3);
  const parts = [...scripts, ...styles, ...fonts].sort(([, a], [, b]) => b - a);
  const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
  process.stdout.write(`first load before charts: ${(total / 1000).toFixed(1)} kB\n`);
  expect(total, parts.map((part) => part.join(" ")).join("\n")).toBeLessThan(CEILING);
});

test("every page is a chunk that the frame does not bring", async () => {
  const frame = loadedWith(entry());
  const all = await pages();
  expect(all.length).toBeGreaterThan(8);
  for (const path of all) {
    expect(chunkOf(path).isDynamicEntry, path).toBe(true);
    expect(frame).not.toContain(chunkOf(path));
  }
});

test("the kernel comes with the first run, and charts with the first that are shown", () => {
  const frame = loadedWith(entry());
  expect(frame.filter(hasCharts).map(({ fileName }) => fileName)).toEqual([]);
  const first = firstPage();
  const modules = first.flatMap(({ moduleIds }) => moduleIds);
  expect(modules.filter((id) => KERNEL.test(id))).toEqual([]);
});
