/** Names of users: what two of them must differ in. */

/** A name as it is compared: without regard to case, width and the ways to write a letter. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
