import { PerpmillError } from "@perpmill/engine";
import { expect, test } from "vitest";
import { ServerError } from "../errors.js";
import { fromTaskError, toTaskError } from "./task-error.js";

test("an error of the engine arrives as it was, without the server's folders", () => {
  const sent = new PerpmillError("BARS_BAD_ROW", {
    message: "row 3 of /home/ann/data/set/x.csv has 2 fields",
    where: { file: "/home/ann/data/set/x.csv", line: 3, field: "close" },
    hint: "See /home/ann/data/set/x.csv.",
    issues: [{ field: "close", message: "is missing", hint: "Add it." }],
  });
  const error = fromTaskError(structuredClone(toTaskError(sent, ["/home/ann/data/set/x.csv"])));
  expect(error).toBeInstanceOf(PerpmillError);
  expect(error).toMatchObject({
    code: "BARS_BAD_ROW",
    detail: "row 3 of x.csv has 2 fields",
    hint: "See x.csv.",
    where: { file: "x.csv", line: 3, field: "close" },
    issues: [{ field: "close", message: "is missing", hint: "Add it." }],
  });
});

test("what nobody foresaw is a fault of the server, its stack is for the log", () => {
  const sent = toTaskError(new TypeError("x is not a function"), []);
  const error = fromTaskError(sent);
  expect(error).toMatchObject({
    code: "SERVER_FAULT",
    message: expect.not.stringContaining("x is"),
  });
  expect(String(error.cause)).toContain("TypeError: x is not a function");
});

test("memory and disk that ran out have codes of their own", () => {
  const noMemory = new RangeError("WebAssembly.Memory(): could not allocate memory");
  expect(toTaskError(noMemory, []).code).toBe("WORKER_MEMORY");
  expect(toTaskError(new RangeError("Array buffer allocation failed"), []).code).toBe(
    "WORKER_MEMORY",
  );
  expect(toTaskError(new RangeError("Invalid array length"), []).code).toBe("SERVER_FAULT");
  const full = Object.assign(new Error("write"), { code: "ENOSPC" });
  expect(toTaskError(full, []).code).toBe("STORAGE_FULL");
  const damaged = fromTaskError(toTaskError(new ServerError("BLOB_DAMAGED"), []));
  expect(damaged).toMatchObject({ code: "BLOB_DAMAGED" });
});

test("codes that nobody knows are not taken over", () => {
  const sent = { ...toTaskError(new Error("x"), []), code: "toString" };
  expect(fromTaskError(sent).code).toBe("SERVER_FAULT");
});
