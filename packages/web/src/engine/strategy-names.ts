/** Names of strategies in configurations and runs. */

/** What stands before the hash of a version that a user wrote. */
const PREFIX = "user:";

/** Whether a strategy of a configuration was written by a user. */
export function isOwnName(name: unknown): name is string {
  return typeof name === "string" && name.startsWith(PREFIX);
}

/** The hash of a version by its name. */
export function hashOfName(name: string): string {
  return name.slice(PREFIX.length);
}

/** As many characters of a hash, or of a name with one, as tell versions apart. */
export function shortHash(name: string): string {
  return name.replace(PREFIX, "").slice(0, 8);
}
