/** How data sets come to be: uploads, folders of the server, a made-up market. */
import type { IncomingMessage } from "node:http";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ServerError } from "../../../errors.js";
import type { IncomingFile } from "../../../plugins/app/data/write-incoming.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import {
  DataSet,
  ImportBody,
  ImportList,
  ImportListQuery,
  SampleBody,
} from "../../../schemas/data.js";
import { UploadQuery } from "../../../schemas/data-options.js";
import { Nullable, problems } from "../../../schemas/parts.js";

const WRITE = { access: { role: "user", scope: "data:write" } } as const;
const ADMIN = { access: { role: "admin", scope: "data:write" } } as const;
const tags = ["data"];

const UploadBody = Nullable(
  Type.Unsafe<Record<string, unknown>>({
    type: "object",
    description: "Files of one data set, in any field.",
    additionalProperties: true,
    properties: { file: { type: "array", items: { type: "string", format: "binary" } } },
  }),
);

/** What the boundaries of parts add to the bytes of files. */
const PARTS_BYTES = 1 << 20;

/** How long the rest of a refused upload is taken in. */
const DISCARD_MS = 5000;

/** Throws away what still comes: a sender that is cut off in the middle would not see why. */
function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.destroy(), DISCARD_MS);
  for (const event of ["end", "close"] as const) request.once(event, () => clearTimeout(timer));
}

/** The files of a form. @throws REQUEST_INVALID for a body that is none */
async function* filesOf(request: FastifyRequest): AsyncGenerator<IncomingFile> {
  try {
    for await (const { filename, file } of request.files()) {
      yield { name: filename, chunks: file };
    }
  } catch (error) {
    // The parser of forms has no codes for what is wrong with a form.
    if (!(error instanceof Error) || "code" in error) throw error;
    throw new ServerError("REQUEST_INVALID", {
      message: error.message,
      field: "body",
      cause: error,
    });
  }
}

export const intakeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { data, settings } = app;
  const limitBytes = settings.uploadLimitBytes;

  app.post(
    "/upload",
    {
      config: WRITE,
      bodyLimit: limitBytes + PARTS_BYTES,
      schema: {
        tags,
        summary: "Upload the files of a data set, in any format that is read",
        description:
          "A form of files. The answer comes when they are stored; a job reads them then: the data set is `preparing` until it is done. Progress under the topic `data:<id>`.",
        operationId: "uploadDataSet",
        consumes: ["multipart/form-data"],
        querystring: UploadQuery,
        body: { content: { "multipart/form-data": { schema: UploadBody } } },
        response: { 202: DataSet, ...problems(409, 413, 415, 507) },
      },
    },
    async (request, reply) => {
      const viewer = principalOf(request);
      if (!request.isMultipart()) {
        throw new ServerError("REQUEST_INVALID", {
          message: "files are sent as multipart/form-data",
          field: "headers.content-type",
        });
      }
      const length = Number(request.headers["content-length"] ?? Number.NaN);
      const totalBytes = Number.isFinite(length) ? Math.max(0, length - PARTS_BYTES) : null;
      try {
        const id = await data.intake.bring(
          {
            ownerId: viewer.userId,
            origin: "upload",
            files: filesOf(request),
            totalBytes,
            limitBytes,
          },
          request.query,
        );
        return await reply.code(202).send(await data.sets.get(id, viewer));
      } catch (error) {
        discardRest(request.raw);
        throw error;
      }
    },
  );

  app.get(
    "/import",
    {
      config: ADMIN,
      schema: {
        tags,
        summary: "Folders of the server that may be imported from, and what is in them",
        operationId: "listImportFolder",
        querystring: ImportListQuery,
        response: { 200: ImportList, ...problems(404) },
      },
    },
    ({ query }) => data.folders.list(query.folder ?? null, query.path ?? ""),
  );

  app.post(
    "/import",
    {
      config: ADMIN,
      schema: {
        tags,
        summary: "Copy files of an allowed folder into a data set",
        operationId: "importDataSet",
        body: ImportBody,
        response: { 202: DataSet, ...problems(404, 413, 507) },
      },
    },
    async (request, reply) => {
      const viewer = principalOf(request);
      const { folder, path, files: names, ...options } = request.body;
      const { files, totalBytes } = await data.folders.files(folder, path, names);
      const id = await data.intake.bring(
        {
          ownerId: viewer.userId,
          origin: "import",
          files,
          totalBytes,
          limitBytes: Number.MAX_SAFE_INTEGER,
        },
        options,
      );
      return reply.code(202).send(await data.sets.get(id, viewer));
    },
  );

  app.post(
    "/sample",
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Make a synthetic market to try things on",
        operationId: "makeSampleDataSet",
        body: Nullable(SampleBody),
        response: { 202: DataSet, ...problems(507) },
      },
    },
    async (request, reply) => {
      const viewer = principalOf(request);
      const id = await data.sample(request.body ?? {}, viewer);
      return reply.code(202).send(await data.sets.get(id, viewer));
    },
  );
};
