/** A progress bar on stderr for work that takes long, only on a terminal. */
import type { SingleBar } from "cli-progress";
import type { CliHost } from "../host.js";

/** Shorter work shows no bar at all. */
const SHOW_AFTER_MS = 400;

export interface Progress {
  /** @param share done, 0..1; null when the whole is not known */
  report(share: number | null, detail: string): void;
  /** Takes the bar away. */
  end(): void;
}

const SILENT: Progress = { report: () => {}, end: () => {} };

/**
 * A bar with a label before it and a detail behind it. It appears after a while, and leaves nothing
 * behind; without a terminal nothing is ever written.
 */
export async function startProgress(
  host: Pick<CliHost, "stderr" | "nowMs">,
  label: string,
): Promise<Progress> {
  if (host.stderr.isTTY !== true) return SILENT;
  const { default: cliProgress } = await import("cli-progress");
  const startedMs = host.nowMs();
  let bar: SingleBar | null = null;
  return {
    report: (share, detail) => {
      if (bar === null) {
        if (host.nowMs() - startedMs < SHOW_AFTER_MS) return;
        bar = new cliProgress.SingleBar({
          format: `${label} {bar} {percentage} %  {detail}`,
          // cli-progress only writes to it and moves the cursor, which any terminal stream can.
          stream: host.stderr as unknown as NodeJS.WritableStream,
          clearOnComplete: true,
          hideCursor: true,
          barsize: 30,
          barCompleteChar: "━",
          barIncompleteChar: " ",
        });
        bar.start(1000, 0, { detail });
      }
      bar.update(Math.round((share ?? 0) * 1000), { detail });
    },
    end: () => bar?.stop(),
  };
}
