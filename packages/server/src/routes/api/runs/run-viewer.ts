/** Who asks for runs, and in which language. */
import type { FastifyRequest } from "fastify";
import { languageOf } from "../../../language.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import type { Viewer } from "../../../plugins/app/runs/run-views.js";

/** Who sends a request of a route that is not public. @throws UNAUTHENTICATED */
export function runViewerOf(request: FastifyRequest): Viewer {
  const language = languageOf(request.headers["accept-language"]);
  return { userId: principalOf(request).userId, language };
}
