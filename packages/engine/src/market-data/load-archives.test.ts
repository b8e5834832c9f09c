import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync as nodeGzip } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTimeMs } from "./bars.js";
import { loadBars as loadInBrowser } from "./load-browser.js";
import { loadBars } from "./load-node.js";

const encode = (text: string) => new TextEncoder().encode(text);
/** Plain arrays: what zlib gives back shares a pool. */
const gzipSync = (content: Uint8Array) => new Uint8Array(nodeGzip(content));
const md5 = (...contents: Uint8Array[]) =>
  contents.reduce((hash, content) => hash.update(content), createHash("md5")).digest("hex");

/** `count` minute bars from minute `from` on, under a header. */
function bars(from: number, count: number, price = "10.5"): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `${(from + n) * 60_000},10,11,9,${price},1\n`,
  );
  return `open_time,open,high,low,close,volume\n${rows.join("")}`;
}

const LONG = encode(bars(0, 5000));
const LOADERS = [
  ["Node", loadBars],
  ["the browser", loadInBrowser],
] as const;

it("a stream of empty lines is given up early, whatever it is packed in", async () => {
  const header = encode("open_time,open,high,low,close,volume\n");
  const packed = gzipSync(Buffer.concat([header, Buffer.alloc(60_000_000, "\r\n")]));
  const startMs = performance.now();
  await expect(loadBars(packed)).rejects.toMatchObject({ code: "FILE_NOT_CSV" });
  expect(performance.now() - startMs).toBeLessThan(3000);
});

describe.each(LOADERS)("archives in %s", (_name, load) => {
  const code = (content: Uint8Array) =>
    load(content).then(
      () => "no error",
      (error) => error.code as string,
    );

  it("are told by their content and hashed as they are", async () => {
    const plain = await load(LONG);
    for (const packed of [gzipSync(LONG), zipSync({ "a.csv": LONG })]) {
      const unpacked = await load(packed);
      expect(unpacked.source.md5).toBe(md5(packed));
      expect({ ...unpacked, source: plain.source }).toEqual(plain);
    }
  });

  it("of nothing but empty lines hold nothing", async () => {
    const header = encode("open_time,open,high,low,close,volume\n");
    for (const line of ["\n", "\r\n", " \t\n"]) {
      const blank = encode(line.repeat(500_000));
      for (const content of [blank, new Uint8Array(Buffer.concat([header, blank]))]) {
        expect(await code(gzipSync(content))).toMatch(/^(BARS_EMPTY|FILE_NOT_CSV)$/);
      }
    }
    const some = encode(`${bars(0, 5)}${"\n".repeat(100_000)}`);
    expect((await load(gzipSync(some))).count).toBe(5);
  });

  it("may hold several files, read by name, and others beside them", async () => {
    const zip = zipSync({
      "b/2024-02.csv": encode(bars(5, 5)),
      "b/2024-01.csv": [encode(bars(0, 5)), { level: 0 }],
      "b/readme.md": encode("# not bars"),
      "__MACOSX/b/2024-01.csv": Uint8Array.of(0, 1, 2),
    });
    expect((await load(zip)).count).toBe(10);
  });

  it("may be several gzip files one after the other", async () => {
    const [first, second] = [gzipSync(encode(bars(0, 5))), gzipSync(encode(bars(5, 5).slice(37)))];
    const both = new Uint8Array([...first, ...second]);
    expect((await load(both)).count).toBe(10);
  });

  it("cut short anywhere are an error", async () => {
    for (const packed of [gzipSync(LONG), zipSync({ "a.csv": LONG })]) {
      for (const part of [0.1, 0.5, 0.9]) {
        expect(await code(packed.slice(0, packed.length * part))).toBe("BARS_TRUNCATED");
      }
      for (const missing of [1, 4, 8, 9, 20]) {
        expect(await code(packed.slice(0, -missing))).toBe("BARS_TRUNCATED");
      }
    }
  });

  it("with a wrong checksum are an error", async () => {
    const gzip = gzipSync(LONG);
    gzip[gzip.length - 8] ^= 1;
    expect(await code(gzip)).toBe("BARS_TRUNCATED");
    const zip = zipSync({ "a.csv": [LONG, { level: 0 }] });
    const digit = zip.lastIndexOf("5".charCodeAt(0), zip.length - 200);
    zip[digit] = "6".charCodeAt(0);
    expect(await code(zip)).toBe("BARS_TRUNCATED");
  });

  it("without a CSV are an error", async () => {
    expect(await code(zipSync({ "a.png": Uint8Array.of(137, 80, 0, 1) }))).toBe("FILE_NOT_CSV");
    expect(await code(zipSync({}))).toMatch(/^(BARS_TRUNCATED|FILE_NOT_CSV)$/);
  });

  it("name the file inside in errors", async () => {
    const zip = zipSync({ "a.csv": encode("60000,1,1,1,x,1\n") });
    await expect(load(zip)).rejects.toMatchObject({ where: { file: "bytes/a.csv", line: 1 } });
  });
});

describe("paths", () => {
  let folder = "";
  const at = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "market-data-"));
    await mkdir(at("months"));
    await mkdir(at("overlap"));
    const january = gzipSync(encode(bars(0, 10, "10.25")));
    await writeFile(at("months/ETHUSDT-1m-2024-01.csv.gz"), january);
    await writeFile(at("months/ETHUSDT-1m-2024-02.zip"), zipSync({ "x.csv": encode(bars(12, 8)) }));
    await writeFile(at("months/ETHUSDT-1m-2024-02.zip.CHECKSUM"), "0123  x.zip\n");
    await writeFile(at("overlap/a.csv"), bars(0, 10));
    await writeFile(at("overlap/b.csv"), bars(8, 10));
    await writeFile(at("empty.csv"), "");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("may be a folder, a list or a pattern; files are joined in time order", async () => {
    const [one, two] = ["months/ETHUSDT-1m-2024-01.csv.gz", "months/ETHUSDT-1m-2024-02.zip"].map(
      at,
    );
    const whole = await loadBars(at("months"));
    expect(whole).toMatchObject({ count: 18, holes: 1, symbol: "ETHUSDT", priceDecimals: 2 });
    expect(whole.source.name).toBe("2 files in months");
    expect([whole.close[0], whole.close[10]]).toEqual([1025, 1050]);
    expect(openTimeMs(whole, 17)).toBe(19 * 60_000);
    expect(await loadBars([one, two])).toEqual(whole);
    expect(await loadBars(at("mon*/ETH*-1m-2024-0?.*z*"))).toMatchObject({ count: 18 });
    const reversed = await loadBars([two, one]);
    expect(reversed.source.md5).not.toBe(whole.source.md5);
    expect({ ...reversed, source: whole.source }).toEqual(whole);
  });

  it("of files that overlap are an error that names both", async () => {
    const overlap = loadBars(at("overlap"));
    await expect(overlap).rejects.toMatchObject({
      code: "BARS_DUPLICATE",
      where: { file: "b.csv", line: 2 },
    });
    await expect(overlap).rejects.toThrow(/a\.csv/);
    const skipped = await loadBars(at("overlap"), { onBadRow: "skip" });
    expect(skipped).toMatchObject({ count: 18, skippedRows: 2, holes: 0 });
  });

  it.each([
    "none.csv",
    "none/*.csv",
    "months/*.parquet",
    "none/",
  ])("to nothing, %s, are an error", async (path) => {
    await expect(loadBars(at(path))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  });

  it("may be pipes", { skip: platform() === "win32" }, async () => {
    const pipe = at("pipe");
    execFileSync("mkfifo", [pipe]);
    for (const name of ["months/ETHUSDT-1m-2024-01.csv.gz", "months/ETHUSDT-1m-2024-02.zip"]) {
      const written = writeFile(pipe, readFileSync(at(name)));
      const bars = await loadBars(pipe);
      await written;
      expect(bars.count).toBe((await loadBars(at(name))).count);
    }
  });

  it("to an empty file are an error", async () => {
    await expect(loadBars(at("empty.csv"))).rejects.toMatchObject({
      code: "BARS_EMPTY",
      where: { file: "empty.csv" },
    });
  });

  it("are read in place, a zip too, with the bytes counted once", async () => {
    let last = { bytes: 0, totalBytes: 0 as number | null, rows: 0 };
    await loadBars(at("months"), { onProgress: (progress) => (last = progress) });
    expect(last.bytes).toBe(last.totalBytes);
    expect(last.rows).toBe(18);
  });
});
