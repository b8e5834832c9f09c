/** `app.events` and `app.topics`: what happened, and who may hear of it. */
import type {} from "fastify";
import fp from "fastify-plugin";
import { EventsHub } from "./events-hub.js";
import { Topics } from "./topics.js";

declare module "fastify" {
  interface FastifyInstance {
    events: EventsHub;
    topics: Topics;
  }
}

export const eventsPlugin = fp(
  async (app) => {
    app.decorate("events", new EventsHub());
    app.decorate("topics", new Topics());
  },
  { name: "events", fastify: "5.x" },
);
