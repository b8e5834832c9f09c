/** What of studies leaves as files. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { sendPacked } from "../../../files/send-packed.js";
import { sendReport } from "../../../files/send-report.js";
import { IdParams, problems } from "../../../schemas/parts.js";
import { STUDY_FORMATS, type StudyFormat } from "../../../workers/study-tasks.js";
import { runViewerOf } from "../runs/run-viewer.js";

const READ = { access: { role: "viewer", scope: "runs:read" } } as const;
const tags = ["studies"];

const TYPES: Readonly<Record<StudyFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};
const IDS: Readonly<Record<StudyFormat, string>> = {
  csv: "exportStudyCsv",
  json: "exportStudyJson",
  parquet: "exportStudyParquet",
};
/** Of kinds without rows: a walk-forward, a verdict. */
const NO_ROWS: Readonly<Record<StudyFormat, string>> = {
  csv: "409 for a study of a kind without rows.",
  json: "Of a kind without rows: its result, when it is done.",
  parquet: "409 for a study of a kind without rows.",
};
const Html = { schema: Type.String() };
const Bytes = { schema: Type.String({ format: "binary" }) };

export const studyFilesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { studies } = app;
  for (const format of STUDY_FORMATS) {
    const [type = ""] = TYPES[format].split(";");
    app.get(
      `/:id/export.${format}`,
      {
        config: READ,
        schema: {
          tags,
          summary: `All rows of a study that are there so far, as ${format.toUpperCase()}`,
          description: `${NO_ROWS[format]} Files have an ETag; byte ranges and gzip are served.`,
          operationId: IDS[format],
          params: IdParams,
          response: {
            200: { description: "The file.", content: { [type]: Bytes } },
            206: { description: "A part of the file.", content: { [type]: Bytes } },
            304: Type.Null({ description: "You have it." }),
            ...problems(404, 409, 416, 507),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { file, tag } = await studies.file(id, format, runViewerOf(request));
        const name = `study-${id}.${format}`;
        return sendPacked(request, reply, {
          file,
          type: TYPES[format],
          etag: `${tag}-${format}`,
          name,
        });
      },
    );
  }

  app.get(
    "/:id/report.html",
    {
      config: READ,
      schema: {
        tags,
        summary: "The report of a study that is done, in the language of Accept-Language",
        operationId: "getStudyReport",
        params: IdParams,
        response: {
          200: { description: "One page that needs nothing else.", content: { "text/html": Html } },
          ...problems(404, 409),
        },
      },
    },
    async (request, reply) => {
      const html = await studies.page(request.params.id, runViewerOf(request));
      return sendReport(reply, html);
    },
  );
};
