import type { FillExplanation, FillReasonCode } from "@perpmill/engine";
import { beforeAll, expect, test } from "vitest";
import { createI18n } from "vue-i18n";
import { timeText } from "../../format/times";
import { en } from "../../locales/en";
import { zh } from "../../locales/zh";
import { explainedFills } from "./explained.fixture";
import { apart, pictureOf } from "./fill-picture";
import { sentencesOf } from "./fill-words";

let told: readonly FillExplanation[] = [];
beforeAll(async () => {
  told = (await explainedFills()).flatMap((one) => [one, ...variants(one)]);
});

/** Reasons that are told with the same numbers, and need bars that are rare. */
function variants(one: FillExplanation): FillExplanation[] {
  const like = (code: FillReasonCode) => ({ ...one, why: { ...one.why, code } });
  if (one.why.code === "crossed") return [like("gapOpen"), like("leftOver")];
  return one.why.code === "extremeFlatten" ? [like("emergencyClose")] : [];
}

test("fills of many kinds are explained here", () => {
  const codes = new Set(told.map(({ why }) => why.code));
  const wanted = ["touched", "crossed", "positionStop", "liquidation", "extremeFlatten"];
  expect([...codes]).toEqual(expect.arrayContaining([...wanted, "maxDrawdown", "minEquity"]));
});

test("every sentence is whole in both languages, and says the price of the fill", () => {
  for (const language of ["en", "zh"] as const) {
    const { t } = createI18n({ legacy: false, locale: language, messages: { en, zh } }).global;
    for (const one of told) {
      const writing = {
        priceDecimals: 2,
        quantityDecimals: 3,
        time: (ms: number) => timeText(ms, "utc", true),
        word: (name: string) => t(`trades.${name}`),
      };
      const texts = sentencesOf(one, writing).map(({ key, values }) => {
        expect(t(key), key).not.toBe(key);
        return t(key, values);
      });
      const text = texts.join(" ");
      expect(text, one.why.code).not.toMatch(/[{}]|undefined|NaN|—|trades\./);
      const price = one.fill.price.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
      expect(text).toContain(price);
    }
  }
});

test("everything of the picture lies in it, and an order at rest is met on its line", () => {
  const size = { width: 336, height: 208, axis: 68, foot: 18 };
  for (const one of told) {
    const picture = pictureOf(one, size);
    const ys = [
      picture.order.y,
      picture.fill.y,
      picture.reference.y,
      picture.bar.high,
      picture.bar.low,
      ...picture.steps.map(({ y }) => y),
    ];
    for (const y of ys) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(size.height - size.foot);
    }
    const xs = [picture.fill.x, picture.order.to, ...picture.steps.map(({ x }) => x)];
    for (const x of xs) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(size.width - size.axis + 2);
    }
    if (one.order.trigger !== null) expect(picture.fill.y).toBeCloseTo(picture.order.y, 9);
    expect(picture.bar.high).toBeLessThanOrEqual(picture.bar.low);
  }
});

test("labels that would cover each other are pushed apart, inside the picture", () => {
  const placed = apart([{ y: 100 }, { y: 98 }, { y: 20 }], 24, 110);
  expect(placed.map(({ y }) => y)).toEqual([20, 98, 100]);
  const tops = placed.map(({ labelY }) => labelY);
  expect(tops[1]! - tops[0]!).toBeGreaterThanOrEqual(24);
  expect(tops[2]! - tops[1]!).toBeGreaterThanOrEqual(24);
  expect(Math.max(...tops)).toBeLessThanOrEqual(110);
});
