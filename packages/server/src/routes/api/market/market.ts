/** Prices for charts and tickers. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import {
  Klines,
  KlinesQuery,
  MarketQuery,
  MarketStats,
  MarketSymbols,
  Timeframes,
} from "../../../schemas/market.js";
import { problems } from "../../../schemas/parts.js";

const config = { access: { role: "viewer", scope: "data:read" } } as const;
const tags = ["market"];

export const marketRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { market } = app.data;

  app.get(
    "/klines",
    {
      config,
      schema: {
        tags,
        summary: "Bars of any multiple of the data's interval",
        operationId: "getKlines",
        querystring: KlinesQuery,
        response: { 200: Klines, ...problems(404, 409, 422) },
      },
    },
    (request) => market.klines(request.query, principalOf(request)),
  );

  app.get(
    "/stats",
    {
      config,
      schema: {
        tags,
        summary: "The last 24 hours of the data",
        operationId: "getMarketStats",
        querystring: MarketQuery,
        response: { 200: MarketStats, ...problems(404, 409, 422) },
      },
    },
    (request) => market.stats(request.query, principalOf(request)),
  );

  app.get(
    "/symbols",
    {
      config,
      schema: {
        tags,
        summary: "Symbols that you have bars of",
        operationId: "listSymbols",
        response: { 200: MarketSymbols, ...problems() },
      },
    },
    (request) => market.symbols(principalOf(request)),
  );

  app.get(
    "/timeframes",
    {
      config,
      schema: {
        tags,
        summary: "Intervals that bars can be shown in",
        operationId: "listTimeframes",
        querystring: MarketQuery,
        response: { 200: Timeframes, ...problems(404, 409, 422) },
      },
    },
    (request) => market.timeframes(request.query, principalOf(request)),
  );
};
