/** A verdict as plain JSON: numbers, texts, null. What it is does not depend on where it was run. */
import type { DataIdentity } from "../runs/result.js";
import { type StudyHead, studyHead } from "../studies/study-head.js";
import type { TrustVerdict } from "./trust-options.js";

export interface TrustJson
  extends StudyHead<"trust">,
    Omit<TrustVerdict, "config" | "workers" | "sharedMemory"> {}

/** @param data what the verdict was run on, as `dataIdentity` gives it */
export function trustJson(
  { config, workers: _, sharedMemory: __, ...verdict }: TrustVerdict,
  data: DataIdentity,
): TrustJson {
  return { ...studyHead("trust", data, config), ...verdict };
}
