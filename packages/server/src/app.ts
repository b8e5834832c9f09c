/** Puts the server together, in one visible order. Listens to nothing and reads no environment. */
import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { type Clock, systemClock } from "./clock.js";
import { ServerError } from "./errors.js";
import { type HomePaths, homePaths } from "./home-paths.js";
import { languageOf } from "./language.js";
import { accountsPlugin } from "./plugins/app/accounts/accounts.js";
import { belongingsPlugin } from "./plugins/app/belongings/belongings.js";
import { cachePlugin } from "./plugins/app/cache/cache.js";
import { dataPlugin } from "./plugins/app/data/data.js";
import { eventsPlugin } from "./plugins/app/events/events.js";
import { jobTopicsPlugin } from "./plugins/app/events/job-topics.js";
import { guardPlugin } from "./plugins/app/guard/guard.js";
import { jobsPlugin } from "./plugins/app/jobs/jobs.js";
import { finiteNumbersPlugin } from "./plugins/app/requests/finite-numbers.js";
import { runsPlugin } from "./plugins/app/runs/runs.js";
import { shardsPlugin } from "./plugins/app/shards/shards.js";
import { strategiesPlugin } from "./plugins/app/strategies/strategies.js";
import { studiesPlugin } from "./plugins/app/studies/studies.js";
import { systemPlugin } from "./plugins/app/system/system.js";
import { upkeepPlugin } from "./plugins/app/upkeep/upkeep.js";
import { compressPlugin } from "./plugins/external/compress.js";
import { cookiePlugin } from "./plugins/external/cookie.js";
import { corsPlugin } from "./plugins/external/cors.js";
import { databasePlugin } from "./plugins/external/database.js";
import { helmetPlugin } from "./plugins/external/helmet.js";
import { multipartPlugin } from "./plugins/external/multipart.js";
import { rateLimitPlugin } from "./plugins/external/rate-limit.js";
import { swaggerPlugin } from "./plugins/external/swagger.js";
import { webPlugin } from "./plugins/external/web.js";
import { websocketPlugin } from "./plugins/external/websocket.js";
import { answerOf } from "./problems.js";
import { answerRaw, answerUnroutable } from "./raw-errors.js";
import { authRoutes } from "./routes/api/auth/auth-routes.js";
import { cacheRoutes } from "./routes/api/cache/cache.js";
import { dataRoutes } from "./routes/api/data/index.js";
import { marketRoutes } from "./routes/api/market/market.js";
import { runsRoutes } from "./routes/api/runs/index.js";
import { strategiesRoutes } from "./routes/api/strategies/strategies-routes.js";
import { studiesRoutes } from "./routes/api/studies/index.js";
import { metricsRoutes, systemRoutes } from "./routes/api/system/system.js";
import { usersRoutes } from "./routes/api/users/users-routes.js";
import { workersRoutes } from "./routes/api/workers/workers.js";
import { redocRoutes } from "./routes/docs/redoc.js";
import { oldBacktestRoutes } from "./routes/legacy/backtest.js";
import { wsRoutes } from "./routes/ws.js";
import type { Settings } from "./settings/settings.js";

export interface AppOptions {
  readonly settings: Settings;
  /** default: the machine's */
  readonly clock?: Clock;
  /** default: none */
  readonly logger?: FastifyBaseLogger;
}

declare module "fastify" {
  interface FastifyInstance {
    settings: Settings;
    clock: Clock;
    paths: HomePaths;
  }
}

/** The largest body of a JSON request; uploads have a limit of their own. */
const BODY_BYTES = 1 << 20;
/** The largest head of a request: a token, cookies, and room to spare. */
const HEADER_BYTES = 16_384;

/** The application, ready for `inject` or `listen`. Close it: it owns processes and a database. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { settings, clock = systemClock, logger } = options;
  const app = Fastify({
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    bodyLimit: BODY_BYTES,
    trustProxy: settings.trustProxy ?? false,
    rewriteUrl: ({ url = "/" }) => withoutBasePath(url, settings.basePath),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // Long enough for a large upload over a slow line; uploads watch over their own pace.
    requestTimeout: 3_600_000,
    http: { maxHeaderSize: HEADER_BYTES },
    clientErrorHandler: answerRaw,
    frameworkErrors: answerUnroutable,
    ajv: {
      customOptions: {
        coerceTypes: "array",
        removeAdditional: false,
        allErrors: false,
        allowUnionTypes: true,
        discriminator: true,
      },
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorate("settings", settings);
  app.decorate("clock", clock);
  app.decorate("paths", homePaths(settings.home));
  addErrorHandling(app);

  // Order matters: external plugins, the database, what guards every route, services, routes.
  // The guard comes before whatever has routes: it has to see each of them.
  await app.register(helmetPlugin);
  await app.register(corsPlugin);
  await app.register(cookiePlugin);
  await app.register(rateLimitPlugin);
  await app.register(multipartPlugin);
  await app.register(compressPlugin);
  // Before the guard: it marks upgrades, and closes the sockets of those that are refused.
  await app.register(websocketPlugin);
  await app.register(guardPlugin);
  await app.register(finiteNumbersPlugin);
  await app.register(swaggerPlugin);
  await app.register(databasePlugin);
  await app.register(accountsPlugin);
  await app.register(eventsPlugin);
  await app.register(jobsPlugin);
  await app.register(dataPlugin);
  await app.register(cachePlugin);
  await app.register(strategiesPlugin);
  await app.register(shardsPlugin);
  await app.register(runsPlugin);
  await app.register(studiesPlugin);
  await app.register(belongingsPlugin);
  await app.register(jobTopicsPlugin);
  await app.register(systemPlugin);
  await app.register(upkeepPlugin);
  await app.register(authRoutes, { prefix: "/api/v1/auth" });
  await app.register(usersRoutes, { prefix: "/api/v1/users" });
  await app.register(dataRoutes, { prefix: "/api/v1/data" });
  await app.register(runsRoutes, { prefix: "/api/v1/runs" });
  await app.register(studiesRoutes, { prefix: "/api/v1/studies" });
  await app.register(strategiesRoutes, { prefix: "/api/v1/strategies" });
  await app.register(marketRoutes, { prefix: "/api/v1/market" });
  await app.register(cacheRoutes, { prefix: "/api/v1/cache" });
  await app.register(systemRoutes, { prefix: "/api/v1/system" });
  await app.register(workersRoutes, { prefix: "/api/v1/workers" });
  await app.register(metricsRoutes);
  await app.register(oldBacktestRoutes, { prefix: "/api/v1/backtest" });
  await app.register(redocRoutes);
  await app.register(wsRoutes);
  await app.register(webPlugin);

  await app.ready();
  return app;
}

/** Proxies pass the base path on or take it away: both are served. */
function withoutBasePath(url: string, basePath: string): string {
  const below = url.startsWith(basePath) ? url.slice(basePath.length) : url;
  return below.startsWith("/") ? below : below === "" || below.startsWith("?") ? `/${below}` : url;
}

function addErrorHandling(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const { status, problem, retryAfterMs, fault } = answerOf(error, language, request.id);
    if (fault) request.log.error({ err: error, code: problem.code }, problem.message);
    if (retryAfterMs !== null) reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
    return reply.code(status).send(problem);
  });
  app.setNotFoundHandler((request) => {
    throw new ServerError("NOT_FOUND", { message: `there is no ${request.method} ${request.url}` });
  });
}
