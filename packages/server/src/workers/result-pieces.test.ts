import type { ResultJson } from "@perpmill/engine";
import { expect, test } from "vitest";
import type { ColumnPiece, RunTaskResult } from "./protocol.js";
import { joinResult, splitResult } from "./result-pieces.js";

function piece(firstRow: number): ColumnPiece {
  const bytes = Uint8Array.of(firstRow);
  return { firstRow, rows: 1, firstMs: firstRow, lastMs: firstRow, sha256: "", bytes };
}

test("the columns of a run are sent ahead, and end up where they were", () => {
  const trades = [piece(0), piece(1)];
  const equity = [piece(2)];
  const head = { kind: "run", cache: ["hit"], result: {} as ResultJson } as const;
  const result: RunTaskResult = { ...head, trades, equity };
  const { pieces, rest } = splitResult(result);
  expect(pieces.map(({ piece: { firstRow } }) => firstRow)).toEqual([0, 1, 2]);
  expect(rest).toEqual({ ...head, trades: [], equity: [] });
  expect(joinResult({ pieces, rest })).toEqual(result);
});

test("other results go as they are", () => {
  const html = { kind: "report", html: "<p>" } as const;
  expect(splitResult(html)).toEqual({ pieces: [], rest: html });
  expect(joinResult({ pieces: [], rest: html })).toBe(html);
});
