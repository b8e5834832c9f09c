import { expect, test } from "vitest";
import { defaultHome } from "./home.js";

test("PERPMILL_HOME wins on every platform", () => {
  for (const platform of ["linux", "darwin", "win32"]) {
    const env = { PERPMILL_HOME: "/data/pm", HOME: "/home/a", LOCALAPPDATA: "C:\\L" };
    expect(defaultHome(env, platform)).toBe("/data/pm");
  }
});

test("each platform has its own convention", () => {
  expect(defaultHome({ HOME: "/home/a" }, "linux")).toBe("/home/a/.local/share/perpmill");
  expect(defaultHome({ HOME: "/home/a", XDG_DATA_HOME: "/x" }, "linux")).toBe("/x/perpmill");
  expect(defaultHome({ HOME: "/Users/a" }, "darwin")).toBe(
    "/Users/a/Library/Application Support/perpmill",
  );
  const local = "C:\\Users\\a\\AppData\\Local";
  expect(defaultHome({ LOCALAPPDATA: local }, "win32")).toBe(`${local}\\perpmill`);
  expect(defaultHome({ USERPROFILE: "C:\\Users\\a" }, "win32")).toBe(`${local}\\perpmill`);
});

test("empty and relative settings count as not set", () => {
  const env = { PERPMILL_HOME: "", XDG_DATA_HOME: "relative", HOME: "/home/a" };
  expect(defaultHome(env, "linux")).toBe("/home/a/.local/share/perpmill");
});

test("an environment without any home gives none", () => {
  for (const platform of ["linux", "darwin", "win32"]) expect(defaultHome({}, platform)).toBeNull();
});
