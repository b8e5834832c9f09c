/** Who takes shards, for people; and what they fetch, for workers on other machines. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { ENGINE_VERSION, KERNEL_SHA256 } from "@perpmill/engine";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { sendFile } from "../../../files/send-file.js";
import { QUEUE_NAME } from "../../../plugins/app/shards/shard-broker.js";
import type {} from "../../../plugins/app/shards/shards.js";
import { problems } from "../../../schemas/parts.js";
import {
  DataManifest,
  FileParams,
  HashParams,
  ShardWorkers,
  WorkerTerms,
} from "../../../schemas/workers.js";

const tags = ["workers"];
const FETCH = { access: { role: "admin", scope: "worker" } } as const;
const TYPE = "application/octet-stream";
const content = { content: { [TYPE]: { schema: Type.String({ format: "binary" }) } } };

function sendBytes(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply.type(TYPE).send(bytes);
}

/** Below `/workers`: contents by their hash. */
const contentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { contents } = app.shards;

  app.get(
    "/data/:hash",
    {
      config: FETCH,
      schema: {
        tags,
        summary: "What the data set of a content hash is made of",
        description: "The hash is over the files' hashes and how they are read.",
        operationId: "getWorkerData",
        params: HashParams,
        response: { 200: DataManifest, ...problems(404) },
      },
    },
    ({ params }) => contents.manifest(params.hash),
  );

  app.get(
    "/data/:hash/files/:position",
    {
      config: FETCH,
      schema: {
        tags,
        summary: "A file of that data set, as it was brought",
        description: "The ETag is its SHA-256; byte ranges are served.",
        operationId: "getWorkerDataFile",
        params: FileParams,
        response: {
          200: content,
          206: content,
          304: Type.Null({ description: "You have it." }),
          ...problems(404, 416),
        },
      },
    },
    async (request, reply) => {
      const { hash, position } = request.params;
      const { file, sha256 } = await contents.file(hash, position);
      return sendFile(request, reply, { file, type: TYPE, etag: sha256, name: null });
    },
  );

  app.get(
    "/strategies/:hash",
    {
      config: FETCH,
      schema: {
        tags,
        summary: "The WebAssembly module of the strategy whose source has a hash",
        operationId: "getWorkerStrategy",
        params: HashParams,
        response: { 200: content, ...problems(404) },
      },
    },
    async ({ params }, reply) => sendBytes(reply, await contents.module(params.hash)),
  );
};

/** Below `/workers`. */
export const workersRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "",
    {
      config: { access: { role: "viewer", scope: "runs:read" } },
      schema: {
        tags,
        summary: "Who takes shards of studies, on this machine and others, and what waits",
        operationId: "listWorkers",
        response: { 200: ShardWorkers, ...problems() },
      },
    },
    () => app.shards.workers(),
  );
  app.get(
    "/terms",
    {
      config: FETCH,
      schema: {
        tags,
        summary: "Of which version a worker must be",
        operationId: "getWorkerTerms",
        response: { 200: WorkerTerms, ...problems() },
      },
    },
    async () => ({
      engineVersion: ENGINE_VERSION,
      kernelSha256: KERNEL_SHA256,
      queue: app.shards.queue === null ? null : QUEUE_NAME,
    }),
  );
  await app.register(contentRoutes);
};
