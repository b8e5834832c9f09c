import { expect, it } from "vitest";
import { nearestName } from "./nearest.js";

it.each([
  ["bidSpred", ["askSpread", "bidSpread", "size"], "bidSpread"],
  ["makerfee", ["takerFee", "makerFee"], "makerFee"],
  ["ETHUDST", ["BTCUSDT", "ETHUSDC", "ETHUSDT"], "ETHUSDT"],
  ["tick", ["tiers", "tickSize"], "tickSize"],
  ["", ["abc", "a"], "a"],
  ["same", [], null],
])("the name nearest to %j among %j is %j", (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});
