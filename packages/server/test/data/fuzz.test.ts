/** Whatever is asked about data, the server answers, and never with a fault of its own. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { readyBars } from "./uploads.fixture.js";

let server: TestApp;
let admin: TestUser;
let id = "";

beforeAll(async () => {
  server = await testApp({ rateLimitPerAddress: 1e9, rateLimitPerAccount: 1e9 });
  admin = await server.as("admin");
  id = (await readyBars(server, admin, { bars: 300 })).id;
});
afterAll(() => server.close());

const PATHS = [
  "data",
  "data/import",
  "data/jobs",
  "data/:id",
  "data/:id/columns",
  "data/:id/quality",
  "data/:id/quality.svg",
  "data/jobs/:id",
  "market/klines",
  "market/stats",
  "market/beside",
  "market/timeframes",
  "cache/entries",
] as const;
const KEYS =
  "cursor limit owner kind symbol state search from to interval market dataSetId folder path markId";

const value = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "ETHUSDT",
    "1",
    "-1",
    "1e400",
    "NaN",
    "null",
    "..",
    "%",
    "'",
    '"',
    "\0",
    "1h",
    "last",
  ),
  fc.integer().map(String),
  fc.constant("own id"),
);
const query = fc.dictionary(fc.constantFrom(...KEYS.split(" ")), value, { maxKeys: 4 });
const subject = fc.oneof(fc.uuid(), fc.constant("own id"), fc.string({ maxLength: 20 }));

test("of any query there is an answer, and a problem says what is wrong", async () => {
  const asked = fc.tuple(fc.constantFrom(...PATHS), subject, query);
  await fc.assert(
    fc.asyncProperty(asked, async ([path, one, parameters]) => {
      const own = (text: string) => (text === "own id" ? id : text);
      const search = new URLSearchParams();
      for (const [key, text] of Object.entries(parameters)) search.set(key, own(text));
      const url = `/api/v1/${path.replace(":id", encodeURIComponent(own(one)))}?${search}`;
      const { statusCode, body } = await admin.inject({ url });
      expect(statusCode, `${url}: ${body.slice(0, 300)}`).toBeLessThan(500);
      if (statusCode >= 400) expect(JSON.parse(body)).toMatchObject({ hint: expect.any(String) });
    }),
    { numRuns: 400 },
  );
});
