/** Verdicts in a browser, on Web Workers as `sweep` uses them. */
import { type BrowserThreads, platformOf } from "../sweeps/sweep-browser.js";
import { trustOn } from "./trust.js";
import type { TrustOptions, TrustVerdict } from "./trust-options.js";

/**
 * Examines whether a configuration is to be trusted.
 * @throws as `trustOn`
 */
export function trust({
  startWorker,
  ...options
}: TrustOptions & BrowserThreads): Promise<TrustVerdict> {
  return trustOn(options, platformOf({ startWorker }));
}
