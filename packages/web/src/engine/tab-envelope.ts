/** An envelope in the worker: by itself, or with helpers that run parts of it on the same memory. */
import { type EnvelopeResult, envelope, joinEnvelopes, type RunInputs } from "@perpmill/engine";
import { askFlag, cancelByFlag } from "./cancel-flags";
import type { EnvelopePart, FromHelper } from "./envelope-worker";
import { sharedWith } from "./placed-bars";
import type { TabProgress } from "./protocol";
import { TabRefusal } from "./tab-errors";
import type { CallControl } from "./tab-run";

/** How far all parts are together; parts that have not told yet are as long as the first. */
function together(parts: readonly (TabProgress | null)[]): TabProgress {
  const known = parts.filter((one) => one !== null);
  const length = known[0]?.total ?? 0;
  return {
    done: known.reduce((sum, { done }) => sum + done, 0),
    total: parts.reduce((sum, one) => sum + (one?.total ?? length), 0),
  };
}

function runPart(
  part: EnvelopePart,
  tell: (progress: TabProgress) => void,
): { readonly worker: Worker; readonly result: Promise<EnvelopeResult> } {
  // In one expression, and with nothing that is only known later: so the build knows it for a worker.
  const worker = new Worker(new URL("./envelope-worker.ts", import.meta.url), {
    type: "module",
    name: "engine-helper",
  });
  const result = new Promise<EnvelopeResult>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<FromHelper>) => {
      if (data.type === "progress") tell(data.progress);
      else if (data.type === "done") resolve(data.envelope);
      else reject(new TabRefusal(data.error));
    });
    worker.addEventListener("error", ({ message }) => {
      const code = "ENGINE_STOPPED";
      reject(new TabRefusal({ code, message, hint: null, field: null }));
    });
  });
  worker.postMessage(part);
  return { worker, result };
}

/** Throws PerpmillError; TabRefusal: what a helper was refused. */
export async function envelopeInTab(
  { bars, ...inputs }: RunInputs,
  { signal, flag, tell }: CallControl,
): Promise<EnvelopeResult> {
  const others = flag === null ? [] : sharedWith(bars);
  const of = others.length + 1;
  const progress: (TabProgress | null)[] = new Array(of).fill(null);
  const follow = (index: number) => (now: TabProgress) => {
    progress[index] = now;
    tell(together(progress));
  };
  const helpers = others.flatMap((shared, index) => {
    if (flag === null) return [];
    return [runPart({ shared, inputs, part: { index: index + 1, of }, flag }, follow(index + 1))];
  });
  const tellOwn = follow(0);
  const own = envelope({
    ...inputs,
    bars,
    part: { index: 0, of },
    signal,
    cancelled: askFlag(flag),
    onProgress: ({ bars: done, totalBars }) => tellOwn({ done, total: totalBars }),
  });
  try {
    return joinEnvelopes(await Promise.all([own, ...helpers.map(({ result }) => result)]));
  } catch (error) {
    // What the others still do is of no use.
    if (flag !== null) cancelByFlag(flag.flags, flag.id);
    throw error;
  } finally {
    for (const { worker } of helpers) worker.terminate();
  }
}
