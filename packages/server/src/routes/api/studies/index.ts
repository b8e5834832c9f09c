/** `/api/v1/studies`. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { studyFilesRoutes } from "./files.js";
import { studyHistoryRoutes } from "./history.js";
import { studyRowsRoutes } from "./rows.js";

export const studiesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(studyHistoryRoutes);
  await app.register(studyRowsRoutes);
  await app.register(studyFilesRoutes);
};
