/**
 * Refuses numbers beyond all bounds. Texts such as `1e400` become numbers while a request is checked
 * against its schema, and what they become passes its bounds.
 */
import fp from "fastify-plugin";
import { ServerError } from "../../../errors.js";

/** Where an infinite number is, such as `.to`; null when there is none. */
function endless(value: unknown, at: string): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : at;
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = endless(inner, `${at}.${key}`);
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
