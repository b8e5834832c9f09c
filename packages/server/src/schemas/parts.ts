/** Parts that the schemas of several routes share. */
import { type Static, type TSchema, Type } from "typebox";
import { Problem } from "./problem.js";

/** An id that the server gave. */
export const Id = Type.String({ format: "uuid", description: "As the server gave it." });

/** Path parameters of one thing. */
export const IdParams = Type.Object({ id: Id });

/** A time, UTC ms. */
export const TimeMs = Type.Integer({
  minimum: 0,
  maximum: 8_640_000_000_000_000,
  description: "UTC, milliseconds since the epoch.",
});

/** Query parameters of a list in pages. */
export const PageQuery = {
  cursor: Type.Optional(
    Type.String({
      maxLength: 400,
      pattern: "^[A-Za-z0-9_-]+$",
      description: "`nextCursor` of the page before.",
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
};

/** A page of a list. */
export function Page<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: Type.Union([Type.String(), Type.Null()], {
      description: "Gives the next page; null at the end.",
    }),
  });
}

const PLAIN: readonly unknown[] = ["string", "number", "integer", "boolean"];

/**
 * A schema, or null. A plain type becomes one of two types, not a union: of a union, validation takes
 * the first member that a null can be turned into, which is 0 for a number.
 */
export function Nullable<T extends TSchema>(schema: T) {
  const { type, enum: words } = schema as { readonly type?: unknown; readonly enum?: unknown };
  const plain = PLAIN.includes(type) && words === undefined;
  const either = plain ? { ...schema, type: [type, "null"] } : Type.Union([schema, Type.Null()]);
  return Type.Unsafe<Static<T> | null>(either);
}

const MEANING: Readonly<Record<number, string>> = {
  400: "The request is not as its schema says.",
  401: "Not logged in, or the token or key is not valid.",
  403: "The role or key does not allow it.",
  404: "There is nothing of that id for you.",
  409: "The state of it does not allow this.",
  413: "Larger than the server takes.",
  415: "The content type is none that is taken here.",
  416: "The range lies outside the content.",
  421: "The host is none that the server answers to.",
  422: "Well formed, but it makes no sense.",
  429: "Too many requests.",
  500: "The server failed.",
  501: "This installation lacks a package for it.",
  502: "The exchange failed.",
  503: "Busy or not ready; `Retry-After` says when to try again.",
  507: "No room left on the server's disk.",
};

/**
 * The problems that a route can answer with, for its `response`.
 * @param further statuses besides those that any guarded route has: 400, 401, 403, 421, 429, 500, 503
 */
export function problems<S extends number = never>(...further: readonly S[]) {
  type Status = S | 400 | 401 | 403 | 421 | 429 | 500 | 503;
  const all: readonly Status[] = [400, 401, 403, 421, 429, 500, 503, ...further];
  const entries = all.map((status) => {
    return [status, Type.Object(Problem.properties, { description: MEANING[status] ?? "" })];
  });
  return Object.fromEntries(entries) as Record<Status, typeof Problem>;
}
