/** The older Python system's caches, and pickles that are none; see test/data-files/python. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PerpmillError } from "../../errors.js";
import type { Bars } from "../bars.js";
import { ColumnBars } from "../columns/column-bars.js";
import {
  content,
  GOLDEN,
  goldenBars,
  goldenBytes,
  goldenFiles,
} from "../hdf5/golden-files.fixture.js";
import { openBars } from "../load-node.js";
import { parsePickle } from "./pickle-parser.js";
import { readPickle } from "./read-pickle.js";

/** Bytes at the start that are cut one by one: they describe the arrays. */
const HEADERS = 600;

async function bars(bytes: Uint8Array): Promise<Omit<Bars, "source">> {
  const columns = new ColumnBars({});
  await readPickle(bytes, "x.pkl", columns);
  return content(columns.finish({ name: "x.pkl", md5: null, synthetic: false }, null));
}

describe("bars from the older system's caches", () => {
  it("are those of the CSV, without a volume, in every protocol and layout", async () => {
    const expected = { ...content(await goldenBars()), volume: null };
    const files = goldenFiles(".pkl").filter((name) => !name.startsWith("refused-"));
    expect(files.length).toBe(8);
    for (const file of files) {
      expect(await bars(goldenBytes(file)), file).toEqual(expected);
      expect(content(await openBars(GOLDEN + file)), file).toEqual(expected);
    }
  });

  it.each([
    ["refused-call.pkl", /asks for (posix|nt)\.system/],
    ["refused-frame.pkl", /asks for pandas\.core\.frame\.DataFrame/],
    ["refused-dict.pkl", /opcode 0x7d at byte 11/],
    ["refused-list.pkl", /opcode 0x5d at byte 11/],
    ["refused-times.pkl", /numpy type M8/],
    ["refused-lengths.pkl", /its arrays are 200, 200, 200, 200, 199/],
    ["refused-count.pkl", /says 201 rows and its arrays have 200/],
  ])("are nothing else: %s", async (file, reason) => {
    await expect(openBars(GOLDEN + file)).rejects.toMatchObject({
      code: "FORMAT_UNSUPPORTED",
      message: expect.stringMatching(reason),
      where: { file },
      hint: expect.stringContaining("never run"),
    });
  });

  it("are refused wherever they are cut", { timeout: 60_000 }, () => {
    for (const file of ["bars-2.pkl", "bars-4.pkl", "bars-5.pkl"]) {
      const bytes = goldenBytes(file);
      // Further on in steps that meet every place in a word.
      for (
        let end = 0;
        end < bytes.length;
        end += end < HEADERS || end > bytes.length - 64 ? 1 : 13
      ) {
        expect(() => parsePickle(bytes.subarray(0, end), file)).toThrow(PerpmillError);
      }
    }
  });

  it("give a typed error or bars, whatever bytes are wrong", { timeout: 60_000 }, async () => {
    const file = fc.constantFrom("bars-2.pkl", "bars-4.pkl", "bars-5.pkl", "bars-floats.pkl");
    // what is said of the arrays stands in the first bytes of each, and most of that at the start
    const place = fc.oneof(fc.nat(200), fc.nat(9000));
    const flips = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(file, flips, async (name, changes) => {
        const bytes = Uint8Array.from(goldenBytes(name));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await typedErrorOrBars(bytes);
      }),
      { numRuns: 1500 },
    );
  });

  it("give a typed error or bars when they are any opcodes", { timeout: 60_000 }, async () => {
    const opcodes = [
      ..."(tN.JKMGUTXCBcRbqrhj)",
      "\x85\x86\x87\x88\x89\x8a\x8c\x8d\x8e\x93\x94\x95\x96",
    ]
      .join("")
      .split("")
      .map((letter) => letter.charCodeAt(0));
    const byte = fc.oneof(fc.constantFrom(...opcodes), fc.nat(3));
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { maxLength: 60 }), async (rest) => {
        await typedErrorOrBars(Uint8Array.from([0x80, 4, ...rest]));
      }),
      { numRuns: 5000 },
    );
  });

  it("cannot ask for more bytes than they have", () => {
    // one text of 100 bytes, kept, and made into bytes again and again
    const text = "a".repeat(100);
    const again = `h\x01(h\x00X\x06\x00\x00\x00latin1tR`;
    const pickle = `\x80\x02X\x64\x00\x00\x00${text}q\x00c_codecs\nencode\nq\x01${again.repeat(1000)}.`;
    const bytes = Uint8Array.from(pickle, (letter) => letter.charCodeAt(0));
    expect(() => parsePickle(bytes, "x")).toThrow(/makes more bytes than it has/);
  });
});

async function typedErrorOrBars(bytes: Uint8Array): Promise<void> {
  try {
    await bars(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(PerpmillError);
  }
}
