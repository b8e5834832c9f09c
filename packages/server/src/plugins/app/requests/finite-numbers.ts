/**
 * Refuses numbers beyond all bounds, and values within values within values without end. Texts such as
 * `1e400` become numbers while a request is checked against its schema, and what they become passes its
 * bounds; how deep a free-form member goes, no schema says.
 */
import fp from "fastify-plugin";
import { ServerError } from "../../../errors.js";

/** Deeper than anything that is asked for, and far from what a stack holds. */
const DEPTH_MAX = 64;

/** Where an infinite number is, such as `.to`; null when there is none. Throws REQUEST_INVALID when deep */
function endless(value: unknown, at: string, depth = 0): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : at;
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return null;
  if (depth > DEPTH_MAX) {
    const message = `values are nested more than ${DEPTH_MAX} deep`;
    throw new ServerError("REQUEST_INVALID", { message, field: at.split(".", 1).join() });
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = endless(inner, `${at}.${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

export const finiteNumbersPlugin = fp(
  async (app) => {
    app.addHook("preHandler", async ({ query, body }) => {
      const field = endless(query, "querystring") ?? endless(body, "body");
      if (field === null) return;
      throw new ServerError("REQUEST_INVALID", { message: `${field} must be finite`, field });
    });
  },
  { name: "finiteNumbers", fastify: "5.x" },
);
