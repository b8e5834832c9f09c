/** `/api/v1/runs`. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { runFilesRoutes } from "./files.js";
import { runFillsRoutes } from "./fills.js";
import { runHistoryRoutes } from "./history.js";
import { runResultsRoutes } from "./results.js";

export const runsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(runHistoryRoutes);
  await app.register(runResultsRoutes);
  await app.register(runFilesRoutes);
  await app.register(runFillsRoutes);
};
