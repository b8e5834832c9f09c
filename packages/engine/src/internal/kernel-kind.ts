/** Which of the kernels a run needs: that of four points a bar, that for paths, or its strategy's own. */
import { kernelModule } from "@perpmill/core-wasm";
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";
import { moduleOf, type UserStrategy } from "../strategies/user-strategy.js";

export interface KernelKind {
  /** of a compiled strategy of one's own, which has both paths; null: the engine's */
  readonly own: WebAssembly.Module | null;
  /** bars have any number of points, not four */
  readonly paths: boolean;
}

export function kernelKindOf(
  config: Pick<NormalisedConfig, "path">,
  userStrategy: UserStrategy | null,
): KernelKind {
  return { own: moduleOf(userStrategy), paths: isFinePath(config) };
}

/** The module of a kernel on a memory that no other thread has; null: the engine's usual one. */
export async function moduleOfKind({ own, paths }: KernelKind): Promise<WebAssembly.Module | null> {
  return own ?? (paths ? kernelModule(false, true) : null);
}
