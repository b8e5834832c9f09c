import { expect, test } from "vitest";
import { makeLogger } from "./logger.js";

function logged(write: (logger: ReturnType<typeof makeLogger>) => void): string {
  const lines: string[] = [];
  write(makeLogger({ logLevel: "trace" }, { write: (line) => void lines.push(line) }));
  return lines.join("");
}

test("members that hold secrets are not written, wherever a library hangs them", () => {
  const headers = { authorization: "s3cret", cookie: "s3cret", "set-cookie": "s3cret" };
  const body = { password: "s3cret", newPassword: "s3cret", refreshToken: "s3cret" };
  const text = logged((logger) => {
    logger.info({ headers, body, password: "s3cret", request: { headers } }, "kept");
    logger.error({ err: Object.assign(new Error("kept"), { body, headers }) }, "kept");
  });
  expect(text).not.toContain("s3cret");
  expect(text.match(/kept/g)?.length).toBeGreaterThan(2);
});

test("an error is written with its code, its stack and its causes", () => {
  const cause = Object.assign(new Error("no room"), { code: "ENOSPC" });
  const text = logged((logger) => logger.error({ err: new Error("failed", { cause }) }, "failed"));
  expect(JSON.parse(text).err).toMatchObject({
    type: "Error",
    message: "failed",
    stack: expect.stringContaining("logger.test"),
    cause: { message: "no room", code: "ENOSPC" },
  });
});

test("a request is written without its query", () => {
  const req = { id: "1", method: "GET", url: "/a?token=s3cret", ip: "::1" };
  const { req: shown } = JSON.parse(logged((logger) => logger.info({ req }, "incoming")));
  expect(shown).toEqual({ id: "1", method: "GET", path: "/a", address: "::1" });
});
