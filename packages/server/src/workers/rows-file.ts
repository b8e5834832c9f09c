/** Reads rows of a study that the server has written into files, in their order, a few at a time. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { CellValue, Point, RowResult } from "@perpmill/engine";
import type { RowsFile } from "./study-tasks.js";

/** A row with its parameters. */
export interface FileRow {
  readonly index: number;
  readonly point: Point;
  readonly row: RowResult;
}

type Line = readonly [
  index: number,
  outcome: RowResult["outcome"],
  point: Point,
  cells: readonly CellValue[],
  problem: string | null,
  hasReturns: boolean,
];

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** The rows of files. */
export async function* readRowsFile({ path, returns }: RowsFile): AsyncGenerator<FileRow> {
  const file = returns === null ? null : await open(returns.path, "r");
  try {
    for await (const text of createInterface({ input: createReadStream(path) })) {
      const [index, outcome, point, cells, problem, hasReturns]: Line = JSON.parse(text);
      let dailyReturns: Float32Array | null = null;
      if (hasReturns && file !== null && returns !== null) {
        dailyReturns = new Float32Array(returns.days);
        await file.read(dailyReturns, 0, returns.days * BYTES);
      }
      yield { index, point, row: { outcome, cells, problem, dailyReturns } };
    }
  } finally {
    await file?.close();
  }
}
