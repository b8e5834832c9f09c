/** Prices for charts and tickers. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { Beside, BesideQuery, MarketQuery } from "../../../schemas/market.js";
import {
  AnyKlines,
  AnyKlinesQuery,
  AnyMarketStats,
  AnyMarketSymbols,
  AnyTimeframes,
} from "../../../schemas/old-market.js";
import { problems } from "../../../schemas/parts.js";
import {
  isOldQuery,
  klinesQueryOf,
  withOldBars,
  withOldStats,
  withOldSymbols,
  withOldTimeframes,
  withSymbol,
} from "../../legacy/old-market.js";

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
        querystring: AnyKlinesQuery,
        response: { 200: AnyKlines, ...problems(404, 409, 422) },
      },
    },
    async (request) => {
      const { query } = request;
      const viewer = principalOf(request);
      const today = klinesQueryOf(query);
      if (!isOldQuery(query)) return market.klines(today, viewer);
      const wish = await withSymbol(today, () => market.symbols(viewer));
      return withOldBars(await market.klines(wish, viewer));
    },
  );

  app.get(
    "/beside",
    {
      config,
      schema: {
        tags,
        summary: "Funding, its sum, and mark against last price beside bars of any multiple",
        operationId: "getBeside",
        querystring: BesideQuery,
        response: { 200: Beside, ...problems(404, 409, 422) },
      },
    },
    (request) => market.beside(request.query, principalOf(request)),
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
        response: { 200: AnyMarketStats, ...problems(404, 409, 422) },
      },
    },
    async (request) => {
      const viewer = principalOf(request);
      const wish = await withSymbol(request.query, () => market.symbols(viewer));
      return withOldStats(await market.stats(wish, viewer));
    },
  );

  app.get(
    "/symbols",
    {
      config,
      schema: {
        tags,
        summary: "Symbols that you have bars of",
        operationId: "listSymbols",
        response: { 200: AnyMarketSymbols, ...problems() },
      },
    },
    async (request) => withOldSymbols(await market.symbols(principalOf(request))),
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
        response: { 200: AnyTimeframes, ...problems(404, 409, 422) },
      },
    },
    async (request) =>
      withOldTimeframes(await market.timeframes(request.query, principalOf(request))),
  );
};
