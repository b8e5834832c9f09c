import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../settings/settings.js";
import { isHostAllowed, isLoopback, isOriginAllowed } from "./host-rules.js";

const settings = { ...DEFAULT_SETTINGS, home: "home" };
const added = { ...settings, allowedHosts: ["Perpmill.example", "other.example:8443"] };

describe("Host", () => {
  test.each([
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "LOCALHOST:8000",
  ])("%s is this machine", (host) => expect(isHostAllowed(host, 8000, settings)).toBe(true));

  test.each([
    "",
    "localhost",
    "localhost:8001",
    "localhost:80000",
    "evil.example:8000",
    "localhost.evil.example:8000",
    "127.0.0.1.evil.example:8000",
    "127.0.0.2:8000",
    "perpmill.example",
  ])("%j is not", (host) => expect(isHostAllowed(host, 8000, settings)).toBe(false));

  test("needs no port where browsers send none", () => {
    expect(isHostAllowed("localhost", 80, settings)).toBe(true);
  });

  test("is answered by the names that are added, besides this machine's", () => {
    for (const host of ["perpmill.example", "perpmill.example:8000", "other.example:8443"]) {
      expect(isHostAllowed(host, 8000, added)).toBe(true);
    }
    expect(isHostAllowed("localhost:8000", 8000, added)).toBe(true);
    expect(isHostAllowed("perpmill.example:9", 8000, added)).toBe(false);
    expect(isHostAllowed("other.example", 8000, added)).toBe(false);
  });
});

test("no other host is answered, however it is written", () => {
  const known = ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"];
  const host = fc.oneof(fc.string(), fc.domain(), fc.webAuthority({ withPort: true }));
  const around = fc
    .tuple(fc.string(), fc.constantFrom(...known), fc.string())
    .map((it) => it.join(""));
  fc.assert(
    fc.property(fc.oneof(host, around), (sent) => {
      expect(isHostAllowed(sent, 8000, settings)).toBe(known.includes(sent.toLowerCase()));
    }),
  );
});

describe("Origin", () => {
  const request = {
    host: "localhost:8000",
    protocol: "http",
    method: "POST",
    origin: undefined,
    fetchSite: undefined,
    fetchMode: undefined,
    fetchDestination: undefined,
  };

  test("may be the server's own, or missing", () => {
    expect(isOriginAllowed(request, settings)).toBe(true);
    expect(isOriginAllowed({ ...request, origin: "http://localhost:8000" }, settings)).toBe(true);
    expect(isOriginAllowed({ ...request, origin: "https://localhost:8000" }, settings)).toBe(true);
  });

  test.each([
    "null",
    "",
    "http://localhost:3000",
    "http://evil.example",
    "http://127.0.0.1:8000",
  ])("%j is refused", (origin) =>
    expect(isOriginAllowed({ ...request, origin }, settings)).toBe(false));

  test("is https where the server knows that it is", () => {
    const secure = { ...request, protocol: "https", host: "perpmill.example" };
    expect(isOriginAllowed({ ...secure, origin: "https://perpmill.example" }, settings)).toBe(true);
    expect(isOriginAllowed({ ...secure, origin: "http://perpmill.example" }, settings)).toBe(false);
  });

  test("may be one that the operator names", () => {
    const corsOrigins = ["https://app.example"];
    const named = { ...request, origin: "https://app.example" };
    expect(isOriginAllowed(named, { ...settings, corsOrigins })).toBe(true);
    expect(isOriginAllowed(named, settings)).toBe(false);
  });

  test("is not needed to see that a browser sends for another site", () => {
    const get = { ...request, method: "GET" };
    expect(isOriginAllowed({ ...get, fetchSite: "cross-site" }, settings)).toBe(false);
    expect(isOriginAllowed({ ...get, fetchSite: "same-site" }, settings)).toBe(false);
    expect(isOriginAllowed({ ...get, fetchSite: "same-origin" }, settings)).toBe(true);
    expect(isOriginAllowed({ ...get, fetchSite: "none" }, settings)).toBe(true);
  });

  test("lets a link of another site be opened, but not framed", () => {
    const link = { ...request, method: "GET", fetchSite: "cross-site", fetchMode: "navigate" };
    expect(isOriginAllowed({ ...link, fetchDestination: "document" }, settings)).toBe(true);
    expect(isOriginAllowed({ ...link, fetchDestination: "iframe" }, settings)).toBe(false);
    expect(
      isOriginAllowed({ ...link, fetchDestination: "document", method: "POST" }, settings),
    ).toBe(false);
  });
});

test("loopback is this machine and nothing else", () => {
  const own = ["localhost", "127.0.0.1", "127.8.0.1", "::1", "[::1]", "::ffff:127.0.0.1"];
  expect(own.map(isLoopback)).toEqual(own.map(() => true));
  const others = ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "localhost.example", ""];
  expect(others.map(isLoopback)).toEqual(others.map(() => false));
});
