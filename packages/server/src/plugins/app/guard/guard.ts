/**
 * Stands before every route. In order: Host and Origin, how often an address asks, who it is, what the
 * route's rule says, how often an account asks. Registered before whatever adds routes, or those would
 * not pass by here.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { AccessRule, Principal } from "../../../access.js";
import { ServerError } from "../../../errors.js";
import { languageOf } from "../../../language.js";
import { UsageError } from "../../../usage-error.js";
import type {} from "../accounts/accounts.js";
import { credentialsOf } from "./credentials.js";
import { authorise, demandOf } from "./decide.js";
import { isHostAllowed, isLoopback, isOriginAllowed } from "./host-rules.js";
import { requestLimits } from "./request-limits.js";
import { applyRule } from "./route-rules.js";

/** For plugins whose routes are registered by a package: `app.guard`. */
export interface Guard {
  /** The rule of all routes at and below a path that name none themselves. Call it before they are there */
  ruleBelow(prefix: string, rule: AccessRule): void;
}

declare module "fastify" {
  interface FastifyInstance {
    guard: Guard;
  }
}

function checkPlace(app: FastifyInstance, request: FastifyRequest): void {
  const port = request.socket.localPort ?? app.settings.port;
  if (!isHostAllowed(request.host, port, app.settings)) {
    throw new ServerError("HOST_NOT_ALLOWED", {
      message: `this server does not answer to the host ${JSON.stringify(request.host)}`,
      field: "headers.host",
    });
  }
  const { headers } = request;
  const fetched = (name: string) => headers[`sec-fetch-${name}`]?.toString();
  const allowed = isOriginAllowed(
    {
      host: request.host,
      protocol: request.protocol,
      method: request.method,
      origin: headers.origin,
      fetchSite: fetched("site"),
      fetchMode: fetched("mode"),
      fetchDestination: fetched("dest"),
    },
    app.settings,
  );
  if (!allowed) {
    const from = headers.origin ?? `a page of another site (${fetched("site")})`;
    throw new ServerError("ORIGIN_NOT_ALLOWED", {
      message: `requests of ${from} are not answered`,
      field: "headers.origin",
    });
  }
}

async function principalOf(
  app: FastifyInstance,
  request: FastifyRequest,
): Promise<Principal | null> {
  if (app.settings.singleUser) return isLoopback(request.ip) ? app.accounts.localUser() : null;
  const credentials = credentialsOf(request);
  return credentials === null ? null : app.accounts.authenticate(credentials);
}

export const guardPlugin = fp(
  async (app) => {
    const { settings } = app;
    if (settings.singleUser && !isLoopback(settings.host)) {
      throw new UsageError(
        `--single-user has no log-in and listens on this machine alone, not on ${settings.host}`,
      );
    }
    const below = new Map<string, AccessRule>();
    const limits = requestLimits(app);
    app.decorate("guard", { ruleBelow: (prefix, rule) => void below.set(prefix, rule) });
    app.decorateRequest("principal", null);
    app.addHook("onRoute", (route) => applyRule(route, below));

    app.addHook("onRequest", async (request) => {
      checkPlace(app, request);
      const { access, uncounted = false } = request.routeOptions.config;
      if (!uncounted) await limits.address(request);
      // Only requests that no route takes have no rule: they are answered 404 to everybody.
      const demand = access === undefined ? null : demandOf(access, settings.publicDocs);
      if (demand === null) return;
      const principal = await principalOf(app, request);
      authorise(demand, principal, {
        method: request.method,
        upgrade: request.headers.upgrade !== undefined,
        hasOrigin: request.headers.origin !== undefined,
      });
      const language = languageOf(request.headers["accept-language"]);
      request.principal = { ...principal, language };
      await limits.account(request, principal);
    });
  },
  { name: "guard", fastify: "5.x", dependencies: ["@fastify/cookie", "@fastify/rate-limit"] },
);
