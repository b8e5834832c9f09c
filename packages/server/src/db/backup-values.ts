/** Values of columns as JSON, and back, bit by bit. */

/** A row of any table, by column. */
export type TableRow = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws TypeError for what no column holds */
export function writtenValue(value: unknown): unknown {
  if (value === null || typeof value === "string") return value;
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (typeof value !== "number") throw new TypeError(`no column holds a ${typeof value}`);
  if (Object.is(value, -0)) return { number: "-0" };
  return Number.isFinite(value) ? value : { number: String(value) };
}

/** Throws TypeError for what `writtenValue` does not write */
export function readValue(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (isRecord(value) && typeof value.bytes === "string") return Buffer.from(value.bytes, "base64");
  if (isRecord(value) && typeof value.number === "string") return Number(value.number);
  throw new TypeError("a value is of no known kind");
}
