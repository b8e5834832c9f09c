/** Everything below `/data`. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { columnsRoutes } from "./columns.js";
import { dataJobsRoutes, qualityRoutes } from "./data-jobs.js";
import { dataSetsRoutes } from "./data-sets.js";
import { intakeRoutes } from "./intake.js";

export const dataRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(dataSetsRoutes);
  await app.register(intakeRoutes);
  await app.register(dataJobsRoutes);
  await app.register(qualityRoutes);
  await app.register(columnsRoutes);
};
