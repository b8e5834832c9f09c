/**
 * Reads HDF5 files. Each is copied to a temporary file: the library wants a file that it can
 * jump about in and that nobody changes, and bytes, pipes and archives are none.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PerpmillError } from "../../errors.js";
import type { DataSource } from "../bars.js";
import type { ColumnSink } from "../columns/column-sink.js";
import type { LoadOptions } from "../load-options.js";
import { dataEntries } from "../open/peek.js";
import type { Platform } from "../platform.js";
import { readFiles, type Source } from "../read-source.js";
import { Hdf5File } from "./hdf5-file-node.js";
import { readHdf5 } from "./read-hdf5.js";

/** Options of the reader. */
interface Hdf5Options extends LoadOptions {
  /** which table of a file that holds several, by its path; default: the only one */
  readonly table?: string | null | undefined;
}

/**
 * Gives the rows of all files of a source, each an HDF5 file with one table, to a sink.
 * @returns what was read
 * @throws FORMAT_UNSUPPORTED, FORMAT_DAMAGED, BARS_*, FILE_UNREADABLE, CONFIG_INVALID, ABORTED
 */
export async function readHdf5From(
  source: Source,
  platform: Platform,
  options: Hdf5Options,
  into: ColumnSink,
): Promise<DataSource> {
  return readFiles(source, platform, options, {
    rows: () => into.rows,
    choose: dataEntries,
    async read(chunks, file, report) {
      await withCopy(chunks, file, report, async (path, bytes) => {
        const opened = await Hdf5File.open(path, bytes, file);
        try {
          await readHdf5(opened, into, options.table ?? null, report);
        } finally {
          opened.close();
        }
      });
      report();
    },
  });
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
