/** A helper of the engine worker: runs its part of an envelope on bars that both share. */
import {
  type EnvelopeResult,
  envelope,
  type RunInputs,
  type SharedBars,
  takeSharedBars,
} from "@perpmill/engine";
import { askFlag, type CancelFlag } from "./cancel-flags";
import type { TabError, TabProgress } from "./protocol";
import { errorOf } from "./tab-errors";

/** What a helper is told, once. */
export interface EnvelopePart {
  readonly shared: SharedBars;
  readonly inputs: Omit<RunInputs, "bars">;
  readonly part: { readonly index: number; readonly of: number };
  readonly flag: CancelFlag;
}

export type FromHelper =
  | { readonly type: "progress"; readonly progress: TabProgress }
  | { readonly type: "done"; readonly envelope: EnvelopeResult }
  | { readonly type: "failed"; readonly error: TabError };

function post(message: FromHelper): void {
  self.postMessage(message);
}

async function run({ shared, inputs, part, flag }: EnvelopePart): Promise<void> {
  try {
    const done = await envelope({
      ...inputs,
      bars: takeSharedBars(shared),
      part,
      cancelled: askFlag(flag),
      onProgress: ({ bars, totalBars }) =>
        post({ type: "progress", progress: { done: bars, total: totalBars } }),
    });
    post({ type: "done", envelope: done });
  } catch (error) {
    post({ type: "failed", error: errorOf(error) });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<EnvelopePart>) => void run(data));
