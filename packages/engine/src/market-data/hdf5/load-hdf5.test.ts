/** HDF5 files of pandas and h5py; metadata.json beside them says how they were made. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { PerpmillError } from "../../errors.js";
import type { Bars } from "../bars.js";
import { openBars } from "../load-node.js";
import type { LoadBarsOptions } from "../load-options.js";
import { content, GOLDEN, goldenBars, goldenBytes, goldenFiles } from "./golden-files.fixture.js";
import { Hdf5File } from "./hdf5-file-node.js";

let expected: Omit<Bars, "source">;
beforeAll(async () => {
  expected = content(await goldenBars());
});

const fromBytes = (bytes: Uint8Array, options: LoadBarsOptions = {}) =>
  openBars(bytes, { ...options, format: "hdf5" });
const fromPath = (path: string, options: LoadBarsOptions = {}) =>
  openBars(path, { ...options, format: "hdf5" });

/** Bytes at the start that are cut one by one. */
const HEADERS = 600;

const REFUSED = /^refused-|-lzo\.h5$/;

/** Bars, or a typed error; anything else fails the test. */
async function outcome(bytes: Uint8Array): Promise<Bars | PerpmillError> {
  try {
    return await fromBytes(bytes);
  } catch (error) {
    if (error instanceof PerpmillError) return error;
    throw error;
  }
}

describe("bars from HDF5", () => {
  it("are those of the CSV in every layout and compression", async () => {
    const files = goldenFiles(".h5").filter((name) => !REFUSED.test(name));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      expect(content(await fromPath(GOLDEN + file)), file).toEqual(expected);
    }
  });

  it("have the name and the MD5 of their file", async () => {
    const path = await fromPath(`${GOLDEN}fixed-zlib.h5`);
    const bytes = await fromBytes(goldenBytes("fixed-zlib.h5"));
    expect(path.source.name).toBe("fixed-zlib.h5");
    expect(bytes.source).toEqual({ ...path.source, name: "bytes" });
  });

  it("come from packed files too, and from several", async () => {
    expect(content(await fromBytes(gzipSync(goldenBytes("table-zlib.h5"))))).toEqual(expected);
    const twice = [`${GOLDEN}kline-data.h5`, `${GOLDEN}records.h5`];
    const joined = openBars(twice, { format: "hdf5", onBadRow: "skip" });
    expect(await joined).toMatchObject({ count: 200, skippedRows: 200 });
  });

  it("open by their content", async () => {
    expect(content(await openBars(goldenBytes("fixed-blosc.h5")))).toEqual(expected);
    const asked = openBars(`${GOLDEN}refused-two.h5`, { format: "hdf5", table: "/a" });
    expect(content(await asked)).toEqual(expected);
  });

  it("obey the options of every reader", async () => {
    const rounded = await fromPath(`${GOLDEN}fixed-none.h5`, { priceDecimals: 0, symbol: "A" });
    expect(rounded).toMatchObject({ priceDecimals: 0, symbol: "A" });
    expect(rounded.open[1]).toBe(3002);
    const second = await fromPath(`${GOLDEN}refused-two.h5`, { table: "/b" });
    expect(second.count).toBe(100);
    const rows: number[] = [];
    await fromPath(`${GOLDEN}fixed-none.h5`, {
      onProgress: (progress) => rows.push(progress.rows),
    });
    expect(rows.at(-1)).toBe(200);
    const signal = AbortSignal.abort();
    await expect(fromPath(`${GOLDEN}fixed-none.h5`, { signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  it.each([
    ["fixed-lzo.h5", /lzo \(HDF5 filter 305\)/],
    ["table-lzo.h5", /lzo \(HDF5 filter 305\)/],
    ["refused-scaleoffset.h5", /HDF5 filter 6/],
    ["refused-two.h5", /several tables: \/a, \/b/],
    ["refused-other.h5", /only: \/levels/],
    ["refused-elsewhere.h5", /no table of bars/],
    ["refused-no-time.h5", /no column of times/],
  ])("are refused with a reason: %s", async (file, reason) => {
    await expect(fromPath(GOLDEN + file)).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      message: expect.stringMatching(reason),
      where: { file },
      hint: expect.stringMatching(/.{20}/),
    });
  });

  it("are refused with a reason when a table is asked for that is not there", async () => {
    await expect(fromPath(`${GOLDEN}refused-two.h5`, { table: "c" })).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      message: expect.stringContaining("there is no table c"),
    });
  });

  it("leave no temporary file behind", async () => {
    const copies = () => readdirSync(tmpdir()).filter((name) => /^perpmill-.{6}$/.test(name));
    const before = new Set(copies());
    await fromPath(`${GOLDEN}fixed-none.h5`);
    await expect(fromBytes(goldenBytes("fixed-none.h5").subarray(0, 9000))).rejects.toThrow();
    // other tests may have their own at the same time
    const left = copies().filter((name) => !before.has(name));
    for (const name of left) expect(readdirSync(join(tmpdir(), name))).not.toContain("bars.h5");
  });
});

describe("damaged HDF5 files", () => {
  it("are refused wherever they are cut", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "perpmill-test-"));
    const path = join(folder, "cut.h5");
    const file = "kline-lzf.h5";
    copyFileSync(GOLDEN + file, path);
    try {
      // Further on in steps that meet every place in a word.
      const all = goldenBytes(file).length;
      for (let bytes = all - 1; bytes >= 0; bytes -= bytes < HEADERS || bytes > all - 64 ? 1 : 13) {
        truncateSync(path, bytes);
        await expect(Hdf5File.open(path, bytes, file)).rejects.toMatchObject({
          code: "FORMAT_DAMAGED",
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("give a typed error or bars, whatever bytes are wrong", { timeout: 120_000 }, async () => {
    const file = fc.constantFrom(
      "fixed-none.h5",
      "table-blosc.h5",
      "kline-named.h5",
      "fixed-zlib.h5",
    );
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(file, flips, async (name, changes) => {
        const bytes = Uint8Array.from(goldenBytes(name));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const result = await outcome(bytes);
        // with the checksum of every chunk, what passes is right
        if (name === "kline-named.h5" && !(result instanceof PerpmillError)) {
          expect(result.count).toBe(200);
        }
      }),
      { numRuns: 150 },
    );
    expect(content(await fromPath(`${GOLDEN}fixed-none.h5`))).toEqual(expected);
  });

  it("give a typed error when they are any bytes", { timeout: 60_000 }, async () => {
    const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.boolean(), async (rest, signed) => {
        const bytes = signed ? Uint8Array.from([...signature, ...rest]) : rest;
        expect(await outcome(bytes)).toBeInstanceOf(PerpmillError);
      }),
      { numRuns: 100 },
    );
  });

  it("that stop the library do not stop the next file", { timeout: 60_000 }, async () => {
    const good = goldenBytes("fixed-bzip2.h5");
    const start = Buffer.from(good).indexOf("BZh", 0, "latin1");
    expect(start).toBeGreaterThan(0);
    let stopped = 0;
    for (let at = start + 4; at < start + 4000 && stopped === 0; at += 61) {
      const bytes = Uint8Array.from(good);
      bytes[at] ^= 0x55;
      const result = await outcome(bytes);
      if (result instanceof PerpmillError && result.cause instanceof WebAssembly.RuntimeError) {
        stopped += 1;
      }
      expect(content(await fromBytes(good))).toEqual(expected);
    }
    expect(stopped).toBe(1);
  });
});

/** A Python with the packages that make-files.py needs, or null. */
function python(): string | null {
  for (const name of ["python3", "/usr/bin/python3"]) {
    try {
      execFileSync(name, ["-c", "import tables, pandas, h5py"], { stdio: "pipe" });
      return name;
    } catch {
      // the next one may have them
    }
  }
  return null;
}

const interpreter = python();
if (interpreter === null) console.warn("skipped: no Python with tables, pandas and h5py");

describe.skipIf(interpreter === null)("HDF5 files of the installed pandas", () => {
  it("hold the bars that were written to them", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "perpmill-test-"));
    try {
      const args = ["-W", "ignore", `${GOLDEN}make-files.py`, folder];
      execFileSync(interpreter ?? "", args, { stdio: "pipe" });
      const files = readdirSync(folder).filter((name) => /\.h5$/.test(name));
      expect(files.sort()).toEqual(goldenFiles(".h5").sort());
      for (const file of files.filter((name) => !REFUSED.test(name))) {
        expect(content(await fromPath(join(folder, file))), file).toEqual(expected);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
