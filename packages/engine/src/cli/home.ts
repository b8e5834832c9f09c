/** The data directory that a command works on. */
import { resolve } from "node:path";
import { defaultHome } from "../cache/home.js";
import { PerpmillError } from "../errors.js";
import type { CommandContext } from "./context.js";

export interface HomeOption {
  readonly home?: string;
}

/**
 * The directory of `--home`, else of the environment and the platform.
 * @throws USAGE when none of them names one
 */
export function homeOf({ home }: HomeOption, { host, texts }: CommandContext): string {
  const chosen = home ?? defaultHome(host.env, host.platform);
  if (chosen !== null) return resolve(host.cwd, chosen);
  throw new PerpmillError("USAGE", {
    message: texts.download.noHome,
    hint: texts.download.noHomeHint,
  });
}
