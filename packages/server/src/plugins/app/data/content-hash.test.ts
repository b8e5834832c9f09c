import { expect, test } from "vitest";
import { contentHash, type DataContent } from "./content-hash.js";

const CONTENT: DataContent = {
  kind: "last",
  symbol: "ETHUSDT",
  files: [
    { bytes: 10, sha256: "a".repeat(64) },
    { bytes: 20, sha256: "b".repeat(64) },
  ],
  options: { fill: "none" },
};

test("equal rows read in the same way have one hash, whatever else is said of them", () => {
  const hash = contentHash(CONTENT);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(contentHash({ ...CONTENT, options: { format: null, onBadRow: "error" } })).toBe(hash);
  const named = CONTENT.files.map((file, i) => ({ ...file, name: `file-${i}` }));
  expect(contentHash({ ...CONTENT, files: named })).toBe(hash);
});

test("whatever changes the rows changes the hash", () => {
  const others: readonly DataContent[] = [
    CONTENT,
    { ...CONTENT, kind: "mark" },
    { ...CONTENT, symbol: null },
    { ...CONTENT, files: [...CONTENT.files].reverse() },
    { ...CONTENT, files: CONTENT.files.slice(1) },
    { ...CONTENT, options: { fill: "flat" } },
    { ...CONTENT, options: { onBadRow: "skip" } },
    { ...CONTENT, options: { priceDecimals: 1 } },
    { ...CONTENT, options: { intervalMs: 60_000 } },
    { ...CONTENT, options: { format: "csv" } },
    { ...CONTENT, options: { table: "bars" } },
  ];
  expect(new Set(others.map(contentHash)).size).toBe(others.length);
});
