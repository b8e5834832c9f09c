/** The data directory that a command works on. */
import { resolve } from "node:path";
import { defaultHome } from "../cache/home.js";
import { PerpmillError } from "../errors.js";
import type { CommandContext } from "./context.js";

export interface HomeOption {
  readonly home?: string;
}

/** The data directory, null when neither an option nor the environment names one. */
export function homeOrNone(home: string | undefined, { host }: CommandContext): string | null {
  const chosen = home ?? defaultHome(host.env, host.platform);
  return chosen === null ? null : resolve(host.cwd, chosen);
}

/**
 * The directory of `--home`, else of the environment and the platform.
 * @throws USAGE when none of them names one
 */
export function homeOf({ home }: HomeOption, context: CommandContext): string {
  const chosen = homeOrNone(home, context);
  if (chosen !== null) return chosen;
  throw new PerpmillError("USAGE", {
    message: context.texts.download.noHome,
    hint: context.texts.download.noHomeHint,
  });
}
