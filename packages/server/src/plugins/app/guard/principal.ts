/** Who sent a request that the guard let pass. */
import type { FastifyRequest } from "fastify";
import type { Caller } from "../../../access.js";
import { ServerError } from "../../../errors.js";

/** Throws UNAUTHENTICATED on a public route, where nobody is known. */
export function principalOf({ principal }: FastifyRequest): Caller {
  if (principal === null) throw new ServerError("UNAUTHENTICATED");
  return principal;
}
