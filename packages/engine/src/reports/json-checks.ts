/** Checks of JSON that a file gives: what a reader relies on, nothing else. */

/** Whether a value is what is relied on. */
export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === "string";
export const number: Check = (value) => typeof value === "number";
export const flag: Check = (value) => typeof value === "boolean";
/** A number, text, true, false or null. */
export const cell: Check = (value) => value === null || text(value) || number(value) || flag(value);

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** An object with at least these members. */
export function record(members: Readonly<Record<string, Check>>): Check {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(members).every(
      ([name, check]) =>
        Object.hasOwn(value, name) && check((value as Readonly<Record<string, unknown>>)[name]),
    );
}

/** An object whose members all pass. */
export function members(check: Check): Check {
  return (value) => record({})(value) && Object.values(value as object).every(check);
}

/** An object whose members are lists of one length. */
export function columns(lists: Readonly<Record<string, Check>>): Check {
  const shape = record(
    Object.fromEntries(Object.entries(lists).map(([name, check]) => [name, list(check)])),
  );
  return (value) => {
    if (!shape(value)) return false;
    const all = Object.keys(lists).map((name) => (value as Record<string, unknown[]>)[name]);
    return all.every((one) => one.length === all[0].length);
  };
}
