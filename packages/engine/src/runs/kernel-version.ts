/** Which build of the kernel runs a configuration. */
import { KERNEL_SHA256, PATHS_KERNEL_SHA256 } from "@perpmill/core-wasm";
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";

/** SHA-256 of its release build, lower-case hex. */
export function kernelSha256Of(config: Pick<NormalisedConfig, "path">): string {
  return isFinePath(config) ? PATHS_KERNEL_SHA256 : KERNEL_SHA256;
}
