import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkDataSetId,
  DATA_KINDS,
  type DataSetId,
  dataSetIdOf,
  dataSetName,
  hasInterval,
  intervalName,
  parseDataSetName,
} from "./data-set-id.js";

const anyId: fc.Arbitrary<DataSetId> = fc
  .record({
    market: fc.constantFrom("um", "cm", "spot", "okx-um"),
    symbol: fc.stringMatching(/^[A-Z0-9]{2,12}(_[0-9]{6})?$/),
    kind: fc.constantFrom(...DATA_KINDS),
    interval: fc.constantFrom("1m", "5m", "1h", "1d", "1w"),
  })
  .map((id) => (hasInterval(id.kind) ? id : { ...id, interval: null }));

test("every name comes back as its id, in small letters as well", () => {
  fc.assert(
    fc.property(anyId, (id) => {
      checkDataSetId(id);
      const name = dataSetName(id);
      expect(dataSetIdOf(name)).toEqual(id);
      expect(parseDataSetName(name)).toEqual(id);
      expect(parseDataSetName(name.toLowerCase())).toEqual(id);
    }),
  );
});

test("any text is a name that can be a folder, or none", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."umE1-/.\\: ") })),
      (text) => {
        const pattern = parseDataSetName(text);
        if (pattern === null) return;
        expect(pattern.symbol).not.toMatch(/[./\\:\s]/);
        const { symbol, kind, interval, market } = pattern;
        const id = { symbol, market: market ?? "um", kind: kind ?? "last", interval };
        checkDataSetId(
          hasInterval(id.kind) ? { ...id, interval: interval ?? "1m" } : { ...id, interval: null },
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("intervals have one name each", () => {
  const names = [500, 1000, 60_000, 300_000, 3_600_000, 86_400_000, 604_800_000].map(intervalName);
  expect(names).toEqual(["500ms", "1s", "1m", "5m", "1h", "1d", "1w"]);
});
