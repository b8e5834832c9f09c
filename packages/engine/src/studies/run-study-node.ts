/** Studies in Node. */
import { nodeThreads } from "../sweeps/threads-node.js";
import { runStudyOn, type StudyControl, type StudyInputs, type StudyJson } from "./run-study.js";
import type { StudyRequest } from "./study-request.js";

const ENTRY = new URL("../sweeps/sweep-worker-node.js", import.meta.url);

/**
 * Runs a study of any kind from its request, on worker threads that share the bars, and gives its document.
 * @throws as the function of its kind: `sweep`, `optimise`, `walkForward`, `kFold`, `timeSplits`, `trust`,
 * `risk`
 */
export function runStudy(
  study: StudyRequest,
  inputs: StudyInputs,
  control: StudyControl = {},
): Promise<StudyJson> {
  return runStudyOn(study, inputs, control, nodeThreads(ENTRY));
}
