/** Single fills of runs. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FillExplained, FillParams } from "../../../schemas/fill-explanation.js";
import { problems } from "../../../schemas/parts.js";
import { runViewerOf } from "./run-viewer.js";

export const runFillsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "/:id/fills/:fill",
    {
      config: { access: { role: "viewer", scope: "runs:read" } },
      schema: {
        tags: ["runs"],
        summary: "Why one fill of a finished run happened where it did",
        description:
          "The bar, the assumed path through it with the order, the reference price, and what every other path model and fill rule would have done from the same state.",
        operationId: "explainFill",
        params: FillParams,
        response: { 200: FillExplained, ...problems(404, 409, 422) },
      },
    },
    async (request) => {
      const { id, fill } = request.params;
      const explanation = await app.runs.explanations.get(id, fill, runViewerOf(request));
      return { runId: id, ...explanation };
    },
  );
};
