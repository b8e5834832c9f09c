import { expect, test } from "vitest";
import { marketFiles } from "./market-files";

const named = (...names: readonly string[]) => names.map((name) => new File([], name));
const names = (files: readonly File[]) => files.map(({ name }) => name);

test("the exchange's names say what stands beside the bars", () => {
  const sorted = marketFiles(
    named("ETHUSDT-1m-2024-01.zip", "ETHUSDT-markPrice-1m-2024-01.zip", "ETHUSDT-fundingRate.csv"),
    false,
  );
  expect(names(sorted.bars)).toEqual(["ETHUSDT-1m-2024-01.zip"]);
  expect(names(sorted.mark)).toEqual(["ETHUSDT-markPrice-1m-2024-01.zip"]);
  expect(names(sorted.funding)).toEqual(["ETHUSDT-fundingRate.csv"]);
});

test("what else lies in a folder is left out, but a file that was chosen is read", () => {
  const found = named(
    "a.csv",
    ".DS_Store",
    "a.zip.CHECKSUM",
    "README.md",
    "a-indexPrice-1m.zip",
    "a-premiumIndex-1m.zip",
  );
  expect(names(marketFiles(found, true).bars)).toEqual(["a.csv"]);
  expect(names(marketFiles(named("notes.txt"), false).bars)).toEqual(["notes.txt"]);
});
