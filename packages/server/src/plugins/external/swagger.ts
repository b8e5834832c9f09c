/** The description of the API, made from the schemas of the routes, and its pages at `/docs`. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import fp from "fastify-plugin";
import { shareSchemas } from "../../schemas/share-schemas.js";
import { SERVER_VERSION } from "../../version.js";
import { SECURITY_SCHEMES } from "../app/guard/route-rules.js";

const DESCRIPTION = `Runs of the engine, their data and their history, for a team.

Send \`Authorization: Bearer\` with the access token of a log-in or an API key; the session cookie is
good for reading alone. \`x-access\` says who may call a route: \`public\`, \`docs\` (administrators, or
everybody with \`--public-docs\`) or the least role and the scope that an API key needs. Times are UTC
milliseconds. Every error is a \`Problem\`.`;

/** What the tags mean, in the order in which they are shown. */
const TAGS = [
  { name: "runs", description: "Start runs, follow them, read what they gave." },
  { name: "strategies", description: "Strategies that users write: compile, keep, version." },
  {
    name: "studies",
    description: "Many runs for one question: begun, followed, cancelled, gone on with, read.",
  },
  { name: "data", description: "Data sets: upload, import, download, look, share." },
  { name: "market", description: "Prices for charts and tickers." },
  { name: "events", description: "What happens, as it happens." },
  { name: "accounts", description: "Log-ins, profile, API keys." },
  { name: "users", description: "Users, for administrators." },
  { name: "cache", description: "The cache of prepared bars, for administrators." },
  { name: "system", description: "How the server is doing." },
  { name: "workers", description: "Machines that work on studies, and what they fetch." },
  { name: "old", description: "Routes of the older system, with its field names." },
];

export const swaggerPlugin = fp(
  async (app) => {
    const { basePath } = app.settings;
    app.guard.ruleBelow("/docs", "docs");
    await app.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "Perpmill",
          version: SERVER_VERSION,
          description: DESCRIPTION,
          license: { name: "MIT", identifier: "MIT" },
        },
        servers: [{ url: basePath === "" ? "/" : basePath }],
        tags: TAGS,
        components: { securitySchemes: SECURITY_SCHEMES },
      },
      // a list answers with and without a slash at its end; one of them is its name
      transform: ({ schema, url }) => ({ schema, url: url.replace(/(?<=.)\/$/, "") }),
      transformObject: (document) =>
        "openapiObject" in document ? shareSchemas(document.openapiObject) : document.swaggerObject,
    });
    await app.register(swaggerUi, {
      routePrefix: "/docs",
      indexPrefix: basePath,
      theme: { title: "Perpmill API" },
      uiConfig: { deepLinking: true, displayRequestDuration: true, persistAuthorization: false },
    });
  },
  { name: "swagger", fastify: "5.x", dependencies: ["guard"] },
);
