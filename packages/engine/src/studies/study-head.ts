/** What the JSON document of every study begins with. */
import type { NormalisedConfig } from "../config/types.js";
import { kernelSha256Of } from "../runs/kernel-version.js";
import type { DataIdentity } from "../runs/result.js";
import { ENGINE_VERSION } from "../version.js";

/** Members that the documents of all kinds have. */
export interface StudyHead<Kind extends string> {
  readonly kind: Kind;
  /** of the document's form */
  readonly version: 1;
  /** and of the kernel the build that runs `config` */
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
  const engine = { version: ENGINE_VERSION, kernelSha256: kernelSha256Of(config) };
  return { kind, version: 1, engine, data, config };
}
