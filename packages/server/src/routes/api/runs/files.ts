/** What of runs leaves as files: trades and reports. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { sendPacked } from "../../../files/send-packed.js";
import { sendReport } from "../../../files/send-report.js";
import type { FileFormat } from "../../../plugins/app/runs/trade-files.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import { TradesPage, TradesQuery } from "../../../schemas/run-results.js";
import { runViewerOf } from "./run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const tags = ["runs"];

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  arrow: "application/vnd.apache.arrow.file",
  binary: "application/octet-stream",
};
const ENDINGS: Readonly<Record<FileFormat, string>> = { csv: "csv", arrow: "arrow", binary: "bin" };

const Bytes = { schema: Type.String({ format: "binary" }) };
const Html = { schema: Type.String() };
const Document = { schema: Type.Object({}, { additionalProperties: true }) };

export const runFilesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { results } = app.runs;

  app.get(
    "/:id/trades",
    {
      config: READ,
      schema: {
        tags,
        summary: "The trades of a finished run: a page of JSON, or all as a file",
        description:
          "Files have an ETag; byte ranges and gzip are served. docs/jobs.md says how `binary` is laid out.",
        operationId: "getRunTrades",
        params: IdParams,
        querystring: TradesQuery,
        response: {
          200: {
            description: "A page, or the file.",
            content: {
              "application/json": { schema: TradesPage },
              "text/csv": Bytes,
              [TYPES.arrow]: Bytes,
              [TYPES.binary]: Bytes,
            },
          },
          206: {
            description: "A part of the file.",
            content: { "text/csv": Bytes, [TYPES.arrow]: Bytes, [TYPES.binary]: Bytes },
          },
          304: Type.Null({ description: "You have it." }),
          ...problems(404, 409, 416, 507),
        },
      },
    },
    async (request, reply) => {
      const viewer = runViewerOf(request);
      const { id } = request.params;
      const { format, limit, cursor } = request.query;
      if (format === "json") {
        const page = cursor === undefined ? { limit } : { limit, cursor };
        return reply.type("application/json").send(await results.trades(id, page, viewer));
      }
      const { file, etag } = await results.tradesFile(id, format, viewer);
      const name = `trades-${id}.${ENDINGS[format]}`;
      return sendPacked(request, reply, { file, type: TYPES[format], etag, name });
    },
  );

  app.get(
    "/:id/report.html",
    {
      config: READ,
      schema: {
        tags,
        summary: "The report of a finished run, in the language of Accept-Language",
        operationId: "getRunReportPage",
        params: IdParams,
        response: {
          200: { description: "One page that needs nothing else.", content: { "text/html": Html } },
          ...problems(404, 409),
        },
      },
    },
    async (request, reply) => {
      const html = await results.reportPage(request.params.id, runViewerOf(request));
      return sendReport(reply, html);
    },
  );

  app.get(
    "/:id/report.json",
    {
      config: READ,
      schema: {
        tags,
        summary: "RESULT.json of a finished run, as the command line writes it",
        operationId: "getRunReportDocument",
        params: IdParams,
        response: {
          200: { description: "RESULT.json", content: { "application/json": Document } },
          ...problems(404, 409),
        },
      },
    },
    async (request, reply) => {
      const text = await results.reportText(request.params.id, runViewerOf(request));
      // As bytes: a text would be serialised once more.
      return reply.type("application/json; charset=utf-8").send(Buffer.from(text));
    },
  );
};
