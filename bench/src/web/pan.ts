/** Charts dragged by the mouse, and the frames that the page made meanwhile. */
import type { Page } from "playwright";

export interface Pan {
  readonly seconds: number;
  readonly frames: number;
  readonly perSecond: number;
  /** longest time between two frames, ms */
  readonly longestMs: number;
  /** share of frames that came within a 30th of a second */
  readonly within: number;
}

const LIMIT_MS = 1000 / 30;
/** Between two moves of the mouse, ms: as often as a mouse tells. */
const STEP_MS = 8;

declare global {
  var panFrames: number[] | undefined;
}

/** Functions that are given to the page must not use anything outside of themselves. */
function record(): void {
  const frames: number[] = [performance.now()];
  globalThis.panFrames = frames;
  const tick = (now: number): void => {
    frames.push(now);
    if (globalThis.panFrames === frames) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

function recorded(): number[] {
  const frames = globalThis.panFrames ?? [];
  globalThis.panFrames = undefined;
  return frames;
}

/**
 * Drags to the right and lets go, again and again, as one does to look into the past.
 * @param seconds how long; counted is the time while the button is down
 */
export async function panChart(
  page: Page,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  seconds: number,
): Promise<Pan> {
  const y = box.y + box.height / 2;
  const [left, right] = [box.x + box.width * 0.1, box.x + box.width * 0.85];
  const gaps: number[] = [];
  let spent = 0;
  while (spent < seconds * 1000) {
    await page.mouse.move(left, y);
    await page.mouse.down();
    await page.evaluate(record);
    const began = performance.now();
    while (performance.now() - began < 1000) {
      const share = (performance.now() - began) / 1000;
      await page.mouse.move(left + (right - left) * share, y);
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
    const frames = await page.evaluate(recorded);
    await page.mouse.up();
    for (let at = 1; at < frames.length; at++) gaps.push((frames[at] ?? 0) - (frames[at - 1] ?? 0));
    spent += 1000;
  }
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    seconds: total / 1000,
    frames: gaps.length,
    perSecond: (gaps.length / total) * 1000,
    longestMs: Math.max(...gaps),
    within: gaps.filter((gap) => gap <= LIMIT_MS * 1.05).length / gaps.length,
  };
}
