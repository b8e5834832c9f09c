import { expect, test } from "vitest";
import { ServerError } from "../../../errors.js";
import { Passwords } from "./passwords.js";

test("a hash is good for its password alone, however that is typed", async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash("caf\u00e9 au lait");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  expect(await passwords.verify(hash, "cafe\u0301 au lait")).toBe(true);
  expect(await passwords.verify(hash, "cafe au lait")).toBe(false);
});

test("nobody has a password, and it takes the time of one to find that out", async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash("a password");
  const timeOf = async (known: string | null) => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      expect(await passwords.verify(known, "another")).toBe(false);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const [somebody, nobody] = [await timeOf(hash), await timeOf(null)];
  expect(nobody).toBeGreaterThan(somebody / 3);
  expect(nobody).toBeLessThan(somebody * 3);
});

test("what comes on top of a bounded queue is told to try again", async () => {
  const passwords = new Passwords();
  const tries = Array.from({ length: 40 }, () => passwords.verify(null, "x"));
  const settled = await Promise.allSettled(tries);
  const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(settled.length - refused.length).toBe(34);
  expect(
    refused.every((error) => error instanceof ServerError && error.code === "RATE_LIMITED"),
  ).toBe(true);
  expect(await passwords.verify(null, "x")).toBe(false);
});
