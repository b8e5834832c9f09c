/** Where Perpmill keeps its data on each platform. */
import { posix, win32 } from "node:path";

/**
 * The data directory: `PERPMILL_HOME`, else `$XDG_DATA_HOME/perpmill` or `~/.local/share/perpmill`,
 * on macOS `~/Library/Application Support/perpmill`, on Windows `%LOCALAPPDATA%\perpmill`.
 * @param env the environment; empty and (by the XDG rule) relative values count as not set
 * @param platform as `process.platform` has it
 * @returns null when the environment names no home at all
 */
export function defaultHome(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | null {
  if (env.PERPMILL_HOME) return env.PERPMILL_HOME;
  if (platform === "win32") {
    if (env.LOCALAPPDATA) return win32.join(env.LOCALAPPDATA, "perpmill");
    return env.USERPROFILE ? win32.join(env.USERPROFILE, "AppData", "Local", "perpmill") : null;
  }
  if (platform === "darwin") {
    return env.HOME ? posix.join(env.HOME, "Library", "Application Support", "perpmill") : null;
  }
  if (env.XDG_DATA_HOME && posix.isAbsolute(env.XDG_DATA_HOME)) {
    return posix.join(env.XDG_DATA_HOME, "perpmill");
  }
  return env.HOME ? posix.join(env.HOME, ".local", "share", "perpmill") : null;
}
