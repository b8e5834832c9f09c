import { join, resolve, sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkedName, checkedSegments, isPlainName } from "./file-names.js";

test("names that exchanges and people give to files are taken", () => {
  for (const name of ["ETHUSDT-1m-2024-01.zip", "data.csv.gz", "行情 2024.csv", "a", "x (1).h5"]) {
    expect(checkedName(name, "body")).toBe(name);
  }
});

test("paths, hidden files, devices and what is too long for a disk are refused", () => {
  const names = ["", ".", "..", "../x.csv", "a/b.csv", "a\\b.csv", "C:x.csv", ".env", "a\0.csv"];
  const odd = ["nul", "CON.csv", "x.csv.", "x ", "a\nb", "a\u202eb.csv", "x.tmp", "行".repeat(81)];
  for (const name of [...names, ...odd]) {
    expect(() => checkedName(name, "body")).toThrow(
      expect.objectContaining({ code: "REQUEST_INVALID", field: "body" }),
    );
  }
});

test("a name that is taken stays in its folder, whatever it is", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  const bad = fc.constantFrom("..", "/", "\\", ".", "\0", "~", "%2e%2e%2f", "a");
  const name = fc.oneof(
    text,
    fc.array(fc.oneof(bad, text), { maxLength: 6 }).map((x) => x.join("")),
  );
  fc.assert(
    fc.property(name, (given) => {
      if (!isPlainName(given)) return;
      const folder = resolve("/folder");
      expect(resolve(join(folder, given))).toBe(folder + sep + given);
    }),
    { numRuns: 2000 },
  );
});

test("segments of a path are names, and none is the folder itself", () => {
  expect(checkedSegments("", "path")).toEqual([]);
  expect(checkedSegments("perp_1m/ETHUSDT", "path")).toEqual(["perp_1m", "ETHUSDT"]);
  for (const path of ["/etc", "a//b", "a/..", "../a", "a/./b", "a/"]) {
    expect(() => checkedSegments(path, "path")).toThrow();
  }
});
