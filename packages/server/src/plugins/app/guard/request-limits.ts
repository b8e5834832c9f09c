/** How many requests an address and an account may send in a minute. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Principal } from "../../../access.js";
import { ServerError } from "../../../errors.js";

const WINDOW_MS = 60_000;
/** Addresses, or accounts, that are counted at the same time. */
const COUNTED = 20_000;

/** Each throws RATE_LIMITED with the time to wait. */
export interface RequestLimits {
  address(request: FastifyRequest): Promise<void>;
  account(request: FastifyRequest, principal: Principal): Promise<void>;
}

type Limiter = ReturnType<FastifyInstance["createRateLimit"]>;

async function count(limiter: Limiter, request: FastifyRequest): Promise<void> {
  const state = await limiter(request);
  if (state.isAllowed || !state.isExceeded) return;
  throw new ServerError("RATE_LIMITED", {
    message: `more than ${state.max} requests in a minute`,
    retryAfterMs: Math.max(1, state.ttl),
  });
}

/** Counters of this process; addresses of IPv6 count by their /64. */
export function requestLimits(app: FastifyInstance): RequestLimits {
  const { rateLimitPerAddress, rateLimitPerAccount } = app.settings;
  const common = { timeWindow: WINDOW_MS, cache: COUNTED };
  const byAddress = app.createRateLimit({ ...common, max: rateLimitPerAddress });
  const byAccount = app.createRateLimit({
    ...common,
    max: rateLimitPerAccount,
    keyGenerator: ({ principal }) => principal?.userId ?? "",
  });
  return {
    address: (request) => count(byAddress, request),
    account: (request) => count(byAccount, request),
  };
}
