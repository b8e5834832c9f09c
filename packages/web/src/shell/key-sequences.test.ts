import { expect, test } from "vitest";
import { KeySequences } from "./key-sequences";

const run = { name: "run", keys: ["r"] };
const goHistory = { name: "go history", keys: ["g", "h"] };
const goRun = { name: "go run", keys: ["g", "b"], alias: ["g", "r"] };
const ALL = [run, goHistory, goRun];

function pressed(...keys: string[]) {
  const sequences = new KeySequences();
  return keys.map((key, place) => sequences.press(key, place * 100, ALL));
}

test("a key alone, and keys one after the other", () => {
  expect(pressed("r")).toEqual([run]);
  expect(pressed("g", "h")).toEqual(["begun", goHistory]);
  expect(pressed("g", "b")).toEqual(["begun", goRun]);
});

test("within a sequence a key means what it means there", () => {
  expect(pressed("g", "r", "r")).toEqual(["begun", goRun, run]);
});

test("a key that leads nowhere ends the sequence, and counts for itself", () => {
  expect(pressed("g", "x", "h")).toEqual(["begun", null, null]);
  expect(pressed("g", "g", "h")).toEqual(["begun", "begun", goHistory]);
});

test("after a rest a sequence begins anew", () => {
  const sequences = new KeySequences();
  expect(sequences.press("g", 0, ALL)).toBe("begun");
  expect(sequences.press("r", 5000, ALL)).toBe(run);
});
