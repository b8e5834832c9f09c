/** Sees every route when it is registered: refuses one without a rule, and writes the rule into the API's description. */
import type {} from "@fastify/swagger";
import type { FastifySchema, RouteOptions } from "fastify";
import type { AccessRule } from "../../../access.js";
import { SESSION_COOKIE } from "./credentials.js";

/** `components.securitySchemes` of the OpenAPI document. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "The access token of a log-in, or an API key.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "Set by a log-in; good for reading alone.",
  },
} as const;

declare module "fastify" {
  interface FastifySchema {
    /** the rule as one word: `public`, `docs` or `role:scope` */
    "x-access"?: string;
  }
}

/** A rule as one word of the OpenAPI document: `public`, `docs` or `role:scope`. */
export function ruleText(rule: AccessRule): string {
  return typeof rule === "string" ? rule : `${rule.role}:${rule.scope}`;
}

function securityOf(rule: AccessRule, methods: readonly string[]): Record<string, string[]>[] {
  if (rule === "public") return [];
  const reads = methods.every((method) => method === "GET" || method === "HEAD");
  return reads ? [{ bearer: [] }, { session: [] }] : [{ bearer: [] }];
}

/** Rules of routes that a plugin of somebody else registers below a path. */
export type RulesBelow = ReadonlyMap<string, AccessRule>;

function ruleOf(route: RouteOptions, below: RulesBelow): AccessRule {
  const own = route.config?.access;
  if (own !== undefined) return own;
  for (const [prefix, rule] of below) {
    if (route.url === prefix || route.url.startsWith(`${prefix.replace(/\/$/, "")}/`)) return rule;
  }
  throw new Error(`the route ${route.method} ${route.url} has no access rule`);
}

/**
 * Gives a route its rule, of `config.access` or else of the path it is below, and writes it into its part
 * of the OpenAPI document. Throws when it has none.
 */
export function applyRule(route: RouteOptions, below: RulesBelow): void {
  const access = ruleOf(route, below);
  const methods = [route.method].flat();
  const schema: FastifySchema = {
    ...route.schema,
    "x-access": ruleText(access),
    security: securityOf(access, methods),
  };
  route.config = { ...route.config, access };
  route.schema = schema;
}
