/** The parser against csv-parse, against itself under every chunking, and on noise. Seeds are printed on failure. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PerpmillError } from "../errors.js";
import { type Bars, openTimeMs } from "./bars.js";
import { loadBars as loadInBrowser } from "./load-browser.js";
import { loadBars } from "./load-node.js";

const encode = (text: string) => new TextEncoder().encode(text);

/** A price in hundred-thousandths, written with any number of trailing zeros. */
const priceText = (units: number, zeros: number) => {
  const exact = (units / 1e5).toFixed(5).replace(/\.?0+$/, "");
  if (zeros === 0) return exact;
  return exact.includes(".") ? exact + "0".repeat(zeros) : `${exact}.${"0".repeat(zeros)}`;
};

const row = fc
  .record({
    steps: fc.integer({ min: 1, max: 3 }),
    prices: fc.array(fc.integer({ min: 1, max: 2_000_000_00 }), { minLength: 4, maxLength: 4 }),
    zeros: fc.integer({ min: 0, max: 8 }),
    volume: fc.oneof(
      fc.integer({ min: 0, max: 10 ** 9 }).map((n) => (n / 1000).toFixed(3)),
      fc.double({ min: 0, max: 1e15, noNaN: true }).map(String),
      fc.constantFrom("0", "9007199254740993", "0.30000000000000004", "211.38721000"),
    ),
    whole: fc.boolean(),
  })
  .map(({ steps, prices, zeros, volume, whole }) => {
    const [low, open, close, high] = prices
      .map((units) => (whole ? Math.ceil(units / 1e5) * 1e5 : units))
      .sort((a, b) => a - b);
    return { steps, texts: [open, high, low, close].map((p) => priceText(p, zeros)), volume };
  });

const file = fc.record({
  rows: fc.array(row, { minLength: 2, maxLength: 30 }),
  header: fc.boolean(),
  columns: fc.constantFrom(5, 6, 7, 12),
  newline: fc.constantFrom("\n", "\r\n"),
  ended: fc.boolean(),
  micro: fc.boolean(),
});
type RandomFile = typeof file extends fc.Arbitrary<infer T> ? T : never;

const NAMES = "open_time,open,high,low,close,volume,close_time,quote_volume,count,a,b,ignore".split(
  ",",
);

function write({ rows, header, columns, newline, ended, micro }: RandomFile): string {
  let time = 1_704_067_200_000;
  const lines = rows.map(({ steps, texts, volume }, at) => {
    time += (at === 0 ? 0 : at === 1 ? 1 : steps) * 60_000;
    const fields = [
      micro ? `${time}000` : `${time}`,
      ...texts,
      volume,
      "1",
      "2.5",
      "3",
      "4",
      "5",
      "0",
    ];
    return fields.slice(0, columns).join(",");
  });
  if (header) lines.unshift(NAMES.slice(0, columns).join(","));
  return lines.join(newline) + (ended ? newline : "");
}

interface Oracle {
  readonly times: number[];
  readonly prices: number[][];
  readonly volumes: number[];
}

function oracleOf(text: string): Oracle {
  const records = parse(text, { skip_empty_lines: true }) as string[][];
  const rows = records.filter(([time]) => time !== "open_time");
  return {
    times: rows.map(([time]) => (time.length === 16 ? Number(time) / 1000 : Number(time))),
    prices: rows.map((fields) => fields.slice(1, 5).map(Number)),
    volumes: rows.map((fields) => Number(fields[5])),
  };
}

function sameAsOracle(bars: Bars, oracle: Oracle): void {
  expect(Array.from({ length: bars.count }, (_, at) => openTimeMs(bars, at))).toEqual(oracle.times);
  const unit = 10 ** bars.priceDecimals;
  const columns = [bars.open, bars.high, bars.low, bars.close];
  expect(oracle.prices.map((_, at) => columns.map((column) => column[at] / unit))).toEqual(
    oracle.prices,
  );
  if (bars.volume !== null) expect([...bars.volume]).toEqual(oracle.volumes);
}

describe("bars", () => {
  it("reads what csv-parse reads, in Node and in the browser's build", async () => {
    await fc.assert(
      fc.asyncProperty(file, async (random) => {
        const text = write(random);
        const bars = await loadBars(encode(text));
        sameAsOracle(bars, oracleOf(text));
        expect(bars.volume === null).toBe(random.columns === 5);
        const most = Math.max(
          ...oracleOf(text)
            .prices.flat()
            .map((p) => String(p).split(".")[1]?.length ?? 0),
        );
        expect(bars.priceDecimals).toBe(most);
        expect(await loadInBrowser(encode(text))).toEqual(bars);
      }),
      { numRuns: 300 },
    );
  });

  it("reads the same rows through the foreign dialect's way", async () => {
    await fc.assert(
      fc.asyncProperty(file, async (random) => {
        const text = write({ ...random, header: true });
        const bars = await loadBars(encode(text));
        const foreign = await loadBars(encode(text.replaceAll(",", ";")));
        expect({ ...foreign, source: bars.source }).toEqual(bars);
        const quoted = text.replace(/[^,\r\n]+/g, '"$&"');
        const unquoted = await loadBars(encode(quoted));
        expect({ ...unquoted, source: bars.source }).toEqual(bars);
      }),
      { numRuns: 100 },
    );
  });

  it("does not depend on where chunks end", async () => {
    const text =
      "open_time,open,high,low,close,volume\r\n60000,100,101.25,99.9,100.1,1.5\r\n120000,100.1,100.1,100.1,100.1,0\r\n\r\n180000,100,101.255,99,100,7";
    for (const content of [text, `\ufeff${text}`, text.replaceAll(",", "\t")]) {
      const bytes = encode(content);
      const whole = await loadBars(bytes);
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const second = Math.min(bytes.length, cut + (cut % 7));
        const chunks = [bytes.slice(0, cut), bytes.slice(cut, second), bytes.slice(second)];
        expect(await loadBars(streamOf(chunks))).toEqual(whole);
      }
      const single = [...bytes].map((byte) => Uint8Array.of(byte));
      expect(await loadBars(streamOf(single))).toEqual(whole);
    }
  });

  it("may be given the same buffer again for every chunk", async () => {
    const text = Array.from({ length: 500 }, (_, n) => `${n * 60_000},1,2,1,1.5,3\n`).join("");
    async function* reusing() {
      const buffer = new Uint8Array(37);
      for (let at = 0; at < text.length; at += buffer.length) {
        const piece = encode(text.slice(at, at + buffer.length));
        buffer.set(piece);
        yield buffer.subarray(0, piece.length);
      }
    }
    expect(await loadBars(reusing())).toEqual(await loadBars(encode(text)));
  });

  it("gives a result or a typed error on any bytes", async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(fc.constantFrom(...'0123456789.,;\t"\r\n-eE x|'.split("")), { maxLength: 300 })
        .map((characters) => encode(characters.join(""))),
      fc
        .record({
          random: file,
          at: fc.nat(),
          byte: fc.constantFrom(...'09.,;"\r\n-e\u0000'.split("")),
        })
        .map(({ random, at, byte }) => {
          const bytes = encode(write(random));
          bytes[at % bytes.length] = byte.charCodeAt(0);
          return bytes;
        }),
      fc.uint8Array({ maxLength: 100 }).map((rest) => Uint8Array.of(0x1f, 0x8b, 8, 0, ...rest)),
      fc.uint8Array({ maxLength: 100 }).map((rest) => Uint8Array.of(0x50, 0x4b, 3, 4, ...rest)),
    );
    await fc.assert(
      fc.asyncProperty(
        noise,
        fc.constantFrom("error" as const, "skip" as const),
        async (bytes, onBadRow) => {
          for (const load of [loadBars, loadInBrowser]) {
            const outcome = await load(bytes, { onBadRow }).catch((error: unknown) => error);
            if (outcome instanceof PerpmillError) continue;
            if (outcome instanceof Error) throw outcome;
            expectValid(outcome as Bars);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function expectValid(bars: Bars): void {
  expect(bars.count).toBeGreaterThan(0);
  for (let at = 0; at < bars.count; at += 1) {
    const inside = [bars.open[at], bars.close[at]];
    expect(bars.low[at]).toBeGreaterThan(0);
    expect(Math.min(...inside)).toBeGreaterThanOrEqual(bars.low[at]);
    expect(Math.max(...inside)).toBeLessThanOrEqual(bars.high[at]);
    expect(bars.volume?.[at] ?? 0).toBeGreaterThanOrEqual(0);
    if (at > 0) expect(bars.timeIndex[at]).toBeGreaterThan(bars.timeIndex[at - 1]);
  }
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
