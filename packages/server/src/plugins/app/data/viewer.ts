/** Who asks for data. */
import type { FastifyRequest } from "fastify";
import type { Principal } from "../../../access.js";
import { ServerError } from "../../../errors.js";

/** As much of a principal as decides what is visible and whose a new thing is. */
export type Viewer = Pick<Principal, "userId" | "role">;

/** Who sends a request of a route that is not public. @throws UNAUTHENTICATED */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.principal === null) throw new ServerError("UNAUTHENTICATED");
  return request.principal;
}
