/** The picture of a fill in numbers: where the bar, its path, the order and the fill lie. */
import type { ExplainedBar, FillExplanation, PathPoint } from "@perpmill/engine";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** room at the right, for prices */
  readonly axis: number;
  /** room below, for times */
  readonly foot: number;
}

/** A candle: x of its middle, y of its prices. */
export interface DrawnCandle {
  readonly x: number;
  readonly half: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly up: boolean;
}

export interface Picture {
  readonly around: readonly DrawnCandle[];
  /** the bar itself, drawn as a band from its open to its end */
  readonly bar: {
    readonly x: number;
    readonly width: number;
    readonly high: number;
    readonly low: number;
  };
  /** points of an SVG polyline */
  readonly path: string;
  readonly steps: readonly { readonly x: number; readonly y: number }[];
  /** x of each time at which quotes were renewed */
  readonly quotes: readonly number[];
  readonly order: { readonly from: number; readonly to: number; readonly y: number };
  /** null at market, and where it is the limit price */
  readonly trigger: number | null;
  readonly reference: { readonly x: number; readonly y: number };
  readonly fill: { readonly x: number; readonly y: number };
  readonly priceY: (price: number) => number;
}

/** Share of the width that a bar beside the explained one takes. */
const SIDE_SHARE = 0.09;
const ROOM = 0.08;

function pricesOf(told: FillExplanation, path: readonly PathPoint[]): number[] {
  const { bar, order, fill, before, after } = told;
  const near = [...before, ...after].flatMap(({ high, low }) => [high, low]);
  const own = [bar.high, bar.low, order.price, order.trigger ?? order.price, fill.price];
  // Bars beside it must not press the one that matters flat.
  const most = Math.max(...own, order.referencePrice);
  const least = Math.min(...own, order.referencePrice);
  const reach = (most - least) * 0.75;
  const seen = near.map((price) => Math.min(most + reach, Math.max(least - reach, price)));
  return [...own, order.referencePrice, ...path.map(({ price }) => price), ...seen];
}

/** @param path through the bar that is drawn: that of the run, or of another assumption */
export function pictureOf(
  told: FillExplanation,
  size: PictureSize,
  path: readonly PathPoint[] = told.path,
): Picture {
  const { bar, before, after, order, fill, intervalMs, reachedAtMs } = told;
  const prices = pricesOf(told, path);
  const most = Math.max(...prices);
  const least = Math.min(...prices);
  const span = Math.max(most - least, told.tickSize);
  const plotHeight = size.height - size.foot;
  const priceY = (price: number) => plotHeight * (ROOM + ((most - price) / span) * (1 - 2 * ROOM));
  const plotWidth = size.width - size.axis;
  const side = plotWidth * SIDE_SHARE;
  const left = before.length * side;
  const width = plotWidth - left - after.length * side;
  const timeX = (ms: number) => {
    const share = (ms - bar.openTimeMs) / intervalMs;
    return left + Math.min(1, Math.max(0, share)) * width;
  };
  const candle = (one: ExplainedBar, x: number): DrawnCandle => ({
    x,
    half: side * 0.3,
    open: priceY(one.open),
    high: priceY(one.high),
    low: priceY(one.low),
    close: priceY(one.close),
    up: one.close >= one.open,
  });
  const steps = path.map(({ step, timeMs, price }) => ({
    x: step === 0 ? Math.max(0, left - side / 2) : timeX(timeMs),
    y: priceY(price),
  }));
  const orderFrom = timeX(order.restingSinceMs);
  const fillX = timeX(reachedAtMs);
  return {
    around: [
      ...before.map((one, i) => candle(one, side * (i + 0.5))),
      ...after.map((one, i) => candle(one, left + width + side * (i + 0.5))),
    ],
    bar: { x: left, width, high: priceY(bar.high), low: priceY(bar.low) },
    path: steps.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "),
    steps,
    quotes: told.quoteTimesMs.map(timeX),
    order: {
      from: order.restingSinceMs < bar.openTimeMs ? 0 : orderFrom,
      to: Math.max(fillX, orderFrom + 2),
      y: priceY(order.price),
    },
    trigger: order.trigger === null || order.trigger === order.price ? null : priceY(order.trigger),
    reference: {
      x:
        order.referenceTimeMs < bar.openTimeMs
          ? Math.max(0, left - side / 2)
          : timeX(order.referenceTimeMs),
      y: priceY(order.referencePrice),
    },
    fill: { x: fillX, y: priceY(fill.price) },
    priceY,
  };
}

/** Labels at the right, pushed apart so that none covers another, in the order of their places. */
export function apart<T extends { readonly y: number }>(
  labels: readonly T[],
  gap: number,
  bottom: number,
): (T & { readonly labelY: number })[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y);
  const placed: (T & { labelY: number })[] = [];
  for (const label of sorted) {
    const above = placed.at(-1)?.labelY ?? Number.NEGATIVE_INFINITY;
    placed.push({ ...label, labelY: Math.max(label.y, above + gap) });
  }
  let limit = bottom;
  for (const label of placed.toReversed()) {
    label.labelY = Math.min(label.labelY, limit);
    limit = label.labelY - gap;
  }
  return placed;
}
