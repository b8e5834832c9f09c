import { PerpmillError } from "@perpmill/engine";
import { expect, test } from "vitest";
import { errorOf } from "./tab-errors";

test("what the engine refuses keeps its code, its hint and its place", () => {
  const error = new PerpmillError("CONFIG_INVALID", {
    message: "wrong",
    where: { field: "account.leverage" },
    hint: "Lower it.",
  });
  expect(errorOf(error)).toEqual({
    code: "CONFIG_INVALID",
    message: "wrong",
    hint: "Lower it.",
    field: "account.leverage",
  });
});

test("memory that is not there and files that have changed have codes of their own", () => {
  const full = new RangeError("WebAssembly.Memory(): could not allocate memory");
  expect(errorOf(full).code).toBe("OUT_OF_MEMORY");
  expect(errorOf(new RangeError("Array buffer allocation failed")).code).toBe("OUT_OF_MEMORY");
  const moved = new DOMException("The file could not be read", "NotReadableError");
  expect(errorOf(moved).code).toBe("FILE_CHANGED");
  const wrapped = new PerpmillError("FILE_UNREADABLE", { message: "a.csv", cause: moved });
  expect(errorOf(wrapped).code).toBe("FILE_CHANGED");
});

test("everything else is a fault of the app, told as it is", () => {
  expect(errorOf(new TypeError("x is not a function"))).toMatchObject({
    code: "INTERNAL",
    message: "x is not a function",
  });
  expect(errorOf(new RangeError("toFixed() digits argument")).code).toBe("INTERNAL");
});
