import { expect, test } from "vitest";
import { type Found, search } from "./palette";

function found(title: string, detail = "", words: readonly string[] = []): Found {
  return { id: title, title, detail, words, run: () => undefined };
}

const GROUPS = [
  { name: "go", found: [found("History", "", ["记录"]), found("Data", "", ["数据"])] },
  {
    name: "metrics",
    found: [found("Max drawdown", "Largest fall from a peak"), found("Drawdown")],
  },
];

const titles = (text: string) =>
  search(text, GROUPS).flatMap((group) => group.found.map(({ title }) => title));

test("what begins with the word comes before what has it inside, and titles before the rest", () => {
  expect(titles("draw")).toEqual(["Drawdown", "Max drawdown"]);
  expect(titles("peak")).toEqual(["Max drawdown"]);
  expect(titles("MAX fall")).toEqual(["Max drawdown"]);
});

test("it is found by the words of the other language too", () => {
  expect(titles("记录")).toEqual(["History"]);
});

test("groups without anything are left out, and every word has to fit", () => {
  expect(search("hist", GROUPS).map(({ name }) => name)).toEqual(["go"]);
  expect(titles("history nonsense")).toEqual([]);
});

test("without a text everything is there", () => {
  expect(titles(" ")).toHaveLength(4);
});

test("long groups are cut to the nearest", () => {
  const many = Array.from({ length: 50 }, (_, place) => found(`run ${place}`));
  expect(search("run", [{ name: "runs", found: many }])[0]?.found).toHaveLength(6);
});
