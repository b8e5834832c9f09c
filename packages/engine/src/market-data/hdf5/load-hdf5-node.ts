/**
 * Loads bars from HDF5 files. Each is copied to a temporary file: the library wants a file that it can
 * jump about in and that nobody changes, and bytes, pipes and archives are none.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerpmillError } from "../../errors.js";
import type { Bars } from "../bars.js";
import { ColumnBars } from "../columns/column-bars.js";
import { symbolOf } from "../load.js";
import type { LoadBarsOptions } from "../load-options.js";
import { dataEntries } from "../open/peek.js";
import type { Platform } from "../platform.js";
import { readFiles, type Source } from "../read-source.js";
import { Hdf5File } from "./hdf5-file-node.js";
import { readHdf5 } from "./read-hdf5.js";

/**
 * The bars of all files of a source, each an HDF5 file with one table, joined in time order.
 * @throws FORMAT_UNSUPPORTED, FORMAT_DAMAGED, BARS_*, FILE_UNREADABLE, CONFIG_INVALID, ABORTED
 */
export async function loadHdf5From(
  source: Source,
  platform: Platform,
  options: LoadBarsOptions,
): Promise<Bars> {
  const bars = new ColumnBars(options);
  const identity = await readFiles(source, platform, options, {
    rows: () => bars.rows,
    choose: dataEntries,
    async read(chunks, file, report) {
      await withCopy(chunks, file, report, async (path, bytes) => {
        const opened = await Hdf5File.open(path, bytes, file);
        try {
          await readHdf5(opened, bars, options.table ?? null, report);
        } finally {
          opened.close();
        }
      });
      report();
    },
  });
  return bars.finish(identity, symbolOf(source));
}

async function withCopy(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  report: () => void,
  work: (path: string, bytes: number) => Promise<void>,
): Promise<void> {
  const folder = await unlessFull(file, () => mkdtemp(join(tmpdir(), "perpmill-")));
  try {
    const path = join(folder, "bars.h5");
    let bytes = 0;
    const copy = await unlessFull(file, () => open(path, "wx", 0o600));
    try {
      for await (const chunk of chunks) {
        await unlessFull(file, () => copy.appendFile(chunk));
        bytes += chunk.length;
        report();
      }
    } finally {
      await copy.close();
    }
    await work(path, bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unlessFull<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw new PerpmillError("FILE_UNREADABLE", {
      message: `the file cannot be copied to ${tmpdir()} to be read: ${(error as Error).message}`,
      where: { file },
      hint: "Make room there, or name another folder with the variable TMPDIR.",
      cause: error,
    });
  }
}
