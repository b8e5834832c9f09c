import { type ConfigInput, describeStrategy, listStrategies, parseConfig } from "@perpmill/engine";
import { expect, test } from "vitest";
import { takeStrategy } from "./take-strategy";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, positionMode: "hedge" },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.003,
    askSpread: 0.004,
    closeSpread: 0.001,
    size: { quantity: 1 },
    orderRefreshMs: 60_000,
  },
};

test.each(listStrategies().map(({ id }) => id))("%s can run as soon as it is chosen", (id) => {
  const config = takeStrategy(CONFIG, describeStrategy(id), describeStrategy("dual-maker"));
  expect(parseConfig(config).strategy).toMatchObject({
    name: id,
    size: { quantity: 1 },
    orderRefreshMs: 60_000,
  });
  expect(config.account).toEqual({ initialBalance: 10_000 });
});

test("what both know is kept, and nothing else", () => {
  const pure = describeStrategy("pure-maker");
  const config = takeStrategy(CONFIG, pure, describeStrategy("dual-maker"));
  expect(config.strategy).toEqual({
    name: "pure-maker",
    bidSpread: 0.003,
    askSpread: 0.004,
    size: { quantity: 1 },
    orderRefreshMs: 60_000,
  });
  expect(takeStrategy(CONFIG, pure, null).strategy).toEqual({
    name: "pure-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
  });
});

test("a number that means something else begins anew", () => {
  const pure = describeStrategy("pure-maker");
  const parameters = pure.parameters.map((one) =>
    one.name === "bidSpread" && one.type === "number" ? { ...one, unit: "multiple" as const } : one,
  );
  const other = { ...pure, id: "other", starter: { bidSpread: 2 }, parameters };
  const { strategy } = takeStrategy(CONFIG, other, describeStrategy("dual-maker"));
  expect(strategy).toMatchObject({ name: "other", bidSpread: 2, askSpread: 0.004 });
});
