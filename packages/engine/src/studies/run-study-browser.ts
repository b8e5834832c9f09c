/** Studies in a browser. */
import { type BrowserThreads, platformOf } from "../sweeps/sweep-browser.js";
import { runStudyOn, type StudyControl, type StudyInputs, type StudyJson } from "./run-study.js";
import type { StudyRequest } from "./study-request.js";

/**
 * Runs a study of any kind from its request, on Web Workers as `sweep` uses them, and gives its document.
 * @throws as the function of its kind: `sweep`, `optimise`, `walkForward`, `kFold`, `timeSplits`, `trust`,
 * `risk`
 */
export function runStudy(
  study: StudyRequest,
  inputs: StudyInputs,
  { startWorker, ...control }: StudyControl & BrowserThreads = {},
): Promise<StudyJson> {
  return runStudyOn(study, inputs, control, platformOf({ startWorker }));
}
