/** Cached bars on their way into the memory in which they run, against reading the same bytes. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { readEntry, writeEntry } from "../../../packages/engine/src/cache/entry-file.js";
import { allocateBarMemory } from "../../../packages/engine/src/internal/bar-memory.js";
import type { Suite } from "../suite.js";

const KEY = "0".repeat(32);
/** as much at a time as the cache itself asks for */
const PART_BYTES = 1 << 22;

async function readInto(file: FileHandle, into: Uint8Array): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const length = Math.min(PART_BYTES, into.length - at);
    at += (await file.read(into, at, length, at)).bytesRead;
  }
}

/** The bytes of a file into fresh memory of the kernel, nothing checked. */
async function readPlainly(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const { buffer, byteOffset } = allocateBarMemory(size);
    await readInto(file, new Uint8Array(buffer, byteOffset, size));
  } finally {
    await file.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

export const CACHE: Suite = {
  name: "cache",
  async run({ bars, folder, rounds, log }) {
    const home = mkdtempSync(join(folder, "cache-"));
    const path = join(home, "entry.bars");
    await writeEntry(path, KEY, bars);
    const bytes = statSync(path).size;
    const plain: number[] = [];
    const checked: number[] = [];
    for (let round = 0; round < rounds * 5; round++) {
      plain.push(await timed(() => readPlainly(path)));
      checked.push(await timed(() => readEntry(path, KEY, allocateBarMemory)));
    }
    rmSync(home, { recursive: true });
    const ratios = checked.map((ms, round) => ms / plain[round]).toSorted((a, b) => a - b);
    const ratio = ratios[Math.floor(ratios.length / 2)];
    const row = (name: string, times: readonly number[]): string[] => {
      const sorted = times.toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      return [name, sorted[0].toFixed(1), median.toFixed(1), (bytes / median / 1e6).toFixed(2)];
    };
    const rows = [row("read alone", plain), row("read and every checksum verified", checked)];
    for (const one of rows) log(one.join("  "));
    log(`ratio ${ratio.toFixed(2)}`);
    return {
      title: "Cached bars into kernel memory",
      notes: [
        `${bars.count.toLocaleString("en-US")} bars, ${(bytes / 1e6).toFixed(1)} MB, from the page cache into a fresh kernel memory. The ratio of the two, taken in turn, is ${ratio.toFixed(2)} (median); it is to stay under 2.`,
      ],
      head: ["work", "ms: least", "median", "GB/s"],
      rows,
      data: { bytes, plain, checked, ratio },
    };
  },
};
