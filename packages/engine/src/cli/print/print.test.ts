import { describe, expect, it } from "vitest";
import type { CliHost } from "../host.js";
import { curveText } from "./curve.js";
import { startProgress } from "./progress.js";
import { tableText } from "./table.js";
import { padText, textWidth, wrapText } from "./text-width.js";

describe("width of text", () => {
  it("counts Chinese characters twice and colours not at all", () => {
    expect(textWidth("回撤 ab")).toBe(7);
    expect(textWidth("\u001b[31mred\u001b[39m")).toBe(3);
    expect(padText("回撤", 6)).toBe("回撤  ");
  });

  it("breaks lines at spaces, and Chinese anywhere, within the width", () => {
    const english = wrapText("one two three four", 9);
    expect(english).toEqual(["one two", "three", "four"]);
    const chinese = wrapText("一二三四五六七", 6);
    expect(chinese).toEqual(["一二三", "四五六", "七"]);
    expect(wrapText("", 10)).toEqual([]);
    expect(wrapText("made −5.37 %, and", 10)).toEqual(["made", "−5.37 %,", "and"]);
    expect(wrapText("一二三（四五）。六", 8)).toEqual(["一二三", "（四", "五）。六"]);
  });

  it("keeps a word that is longer than the line whole", () => {
    expect(wrapText("a abcdefghij b", 5)).toEqual(["a", "abcdefghij", "b"]);
  });
});

describe("tableText", () => {
  it("aligns columns with Chinese in them", () => {
    expect(
      tableText(
        [
          ["回撤", "1"],
          ["abcdef", "10"],
        ],
        "lr",
      ),
    ).toBe("回撤     1\nabcdef  10");
  });
});

describe("curveText", () => {
  const equity = (values: number[]) => ({
    length: values.length,
    openTimeMs: Float64Array.from(values, (_, row) => row * 86_400_000),
    equity: Float64Array.from(values),
  });

  it("fits the width, with its first and last day below", () => {
    const text = curveText(equity(Array.from({ length: 5000 }, (_, row) => 1000 + row)), 80);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/1970-01-01 +1983-09-09$/);
  });

  it("draws a flat line, and nothing for a single bar", () => {
    expect(curveText(equity([1000, 1000, 1000]), 80)).toContain("1,000");
    expect(curveText(equity([1000]), 80)).toBe("");
  });
});

describe("startProgress", () => {
  function host(
    isTTY: boolean,
    stepMs: number,
  ): {
    host: Pick<CliHost, "stderr" | "nowMs">;
    text: () => string;
  } {
    let written = "";
    let clockMs = 0;
    const stderr = {
      isTTY,
      columns: 80,
      write: (text: string) => {
        written += text;
        return true;
      },
    };
    const nowMs = () => {
      clockMs += stepMs;
      return clockMs;
    };
    return { host: { stderr, nowMs }, text: () => written };
  }

  it("shows a bar on a terminal once the work takes long", async () => {
    const long = host(true, 500);
    const progress = await startProgress(long.host, "running");
    progress.report(0.25, "equity 1,000");
    progress.report(0.5, "equity 1,001");
    progress.end();
    expect(long.text()).toContain("running");
    expect(long.text()).toContain("━");
  });

  it.each([
    ["off a terminal", false, 500],
    ["when the work is short", true, 1],
  ])("writes nothing %s", async (_, isTTY, stepMs) => {
    const quiet = host(isTTY, stepMs);
    const progress = await startProgress(quiet.host, "running");
    progress.report(0.5, "");
    progress.end();
    expect(quiet.text()).toBe("");
  });
});
