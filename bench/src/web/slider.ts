/** Runs in the page: moves the first slider and watches for the curves that follow. */

/** One move, ms after it. */
export interface Move {
  /** the new curve is drawn */
  readonly drawn: number;
  /** the frame that shows it has been handed over */
  readonly shown: number;
  /** in the worker, from the request to the result */
  readonly worker: number;
}

/** A slider dragged without a rest. */
export interface Drag {
  readonly inputs: number;
  readonly curves: number;
  /** longest time without a new curve, ms */
  readonly longestGap: number;
  /** from the last input to its curve, ms */
  readonly last: number;
  /** whether a later curve was ever of an earlier configuration */
  readonly backwards: boolean;
}

/** Functions that are given to the page must not use anything outside of themselves. */
export async function moveSlider(positions: readonly number[]): Promise<Move[]> {
  const slider = document.querySelector<HTMLInputElement>("input[type=range]");
  const result = document.querySelector<HTMLElement>("[data-version]");
  const status = document.querySelector<HTMLElement>("[data-worker-ms]");
  if (slider === null || result === null) throw new Error("there is no slider or no result");
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const afterFrame = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    });
  const nextVersion = () =>
    new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(result, { attributeFilter: ["data-version"] });
    });
  const moves: Move[] = [];
  for (const position of positions) {
    const version = nextVersion();
    const began = performance.now();
    slider.value = String(position);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await version;
    const drawn = performance.now() - began;
    await afterFrame();
    const shown = performance.now() - began;
    moves.push({ drawn, shown, worker: Number(status?.dataset.workerMs) });
    await wait(40);
  }
  return moves;
}

/** @param positions one every 16 ms */
export async function dragSlider(positions: readonly number[]): Promise<Drag> {
  const slider = document.querySelector<HTMLInputElement>("input[type=range]");
  const result = document.querySelector<HTMLElement>("[data-version]");
  if (slider === null || result === null) throw new Error("there is no slider or no result");
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const seen: { at: number; version: number }[] = [];
  const observer = new MutationObserver(() => {
    seen.push({ at: performance.now(), version: Number(result.dataset.version) });
  });
  observer.observe(result, { attributeFilter: ["data-version"] });
  const began = performance.now();
  for (const position of positions) {
    slider.value = String(position);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await wait(16);
  }
  const ended = performance.now() - 16;
  await wait(350);
  observer.disconnect();
  const times = [began, ...seen.map(({ at }) => at)];
  const gaps = seen.map(({ at }, index) => at - (times[index] ?? began));
  return {
    inputs: positions.length,
    curves: seen.length,
    longestGap: Math.max(...gaps),
    last: (seen.at(-1)?.at ?? Number.NaN) - ended,
    backwards: seen.some(({ version }, index) => version < (seen[index - 1]?.version ?? 0)),
  };
}
