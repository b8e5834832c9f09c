/** Where a page of a list ended, as clients carry it to the next: opaque, checked when it comes back. */
import { ServerError } from "../errors.js";

/** The row that a page ended with: what the list is sorted by, and its id. */
export interface Cursor<T extends number | string = number | string> {
  readonly value: T | null;
  readonly id: string;
}

const ID_LENGTH = 64;
const TEXT_LENGTH = 300;

function invalid(): ServerError {
  return new ServerError("REQUEST_INVALID", {
    message: "the cursor is none that this server gave",
    field: "query.cursor",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw invalid();
  }
}

function parts(text: string): readonly [value: string | null, id: string] {
  const list = parse(text);
  if (!Array.isArray(list) || list.length !== 2) throw invalid();
  const [value, id]: readonly unknown[] = list;
  if (typeof id !== "string" || id.length > ID_LENGTH || id.includes("\0")) throw invalid();
  if (value === null) return [null, id];
  if (typeof value !== "string" || value.length > TEXT_LENGTH) throw invalid();
  return [value, id];
}

/** The cursor as text of A-Z, a-z, 0-9, `-` and `_`. */
export function encodeCursor({ value, id }: Cursor): string {
  const text = JSON.stringify([value === null ? null : String(value), id]);
  return Buffer.from(text, "utf8").toString("base64url");
}

/**
 * A cursor of a list that is sorted by numbers; infinite ones too.
 * @param whole whether the column holds whole numbers only
 * @throws ServerError REQUEST_INVALID
 */
export function decodeNumberCursor(text: string, whole: boolean): Cursor<number> {
  const [value, id] = parts(text);
  if (value === null) return { value, id };
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (Number.isNaN(number) || (whole && !Number.isSafeInteger(number))) throw invalid();
  return { value: number, id };
}

/** A cursor of a list that is sorted by text. @throws ServerError REQUEST_INVALID */
export function decodeTextCursor(text: string): Cursor<string> {
  const [value, id] = parts(text);
  if (value?.includes("\0")) throw invalid();
  return { value, id };
}
