/** One text for one value: what content keys are made of. */

/**
 * JSON with sorted keys, no spaces and numbers in their shortest form, as in RFC 8785. Equal values
 * give equal texts whatever the order of their keys; members that are undefined are left out.
 * @throws TypeError for what JSON cannot hold: NaN, infinities, functions, symbols, bigints
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  const isJson = value === null || typeof value === "string" || typeof value === "boolean";
  if (!isJson && !Number.isFinite(value)) {
    throw new TypeError(`canonical JSON cannot hold ${String(value)}`);
  }
  return JSON.stringify(value);
}
