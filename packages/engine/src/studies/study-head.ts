/** What the JSON document of every study begins with. */
import { KERNEL_SHA256 } from "@perpmill/core-wasm";
import type { NormalisedConfig } from "../config/types.js";
import type { DataIdentity } from "../runs/result.js";
import { ENGINE_VERSION } from "../version.js";

/** Members that the documents of all kinds have. */
export interface StudyHead<Kind extends string> {
  readonly kind: Kind;
  /** of the document's form */
  readonly version: 1;
  readonly engine: { readonly version: string; readonly kernelSha256: string };
  readonly data: DataIdentity;
  /** the configuration that the study is about, or that it moves */
  readonly config: NormalisedConfig;
}

/** The head of a study that this engine has made. */
export function studyHead<Kind extends string>(
  kind: Kind,
  data: DataIdentity,
  config: NormalisedConfig,
): StudyHead<Kind> {
  const engine = { version: ENGINE_VERSION, kernelSha256: KERNEL_SHA256 };
  return { kind, version: 1, engine, data, config };
}
