/** Answers to what never becomes a request: headers too large, broken HTTP, addresses that cannot be read. */
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ServerError } from "./errors.js";
import { languageOf } from "./language.js";
import { answerOf } from "./problems.js";

interface RawAnswer {
  readonly line: string;
  readonly error: ServerError;
}

function rawAnswer(code: string | undefined): RawAnswer {
  if (code === "HPE_HEADER_OVERFLOW") {
    const message = "the headers are larger than the server takes";
    return {
      line: "431 Request Header Fields Too Large",
      error: new ServerError("REQUEST_TOO_LARGE", { message, field: "headers" }),
    };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    const message = "the request took too long to arrive";
    return {
      line: "408 Request Timeout",
      error: new ServerError("REQUEST_INVALID", { message }),
    };
  }
  const message = "this is no HTTP that the server understands";
  return { line: "400 Bad Request", error: new ServerError("REQUEST_INVALID", { message }) };
}

/** Fastify's `clientErrorHandler`: answers on the bare socket and closes it. */
export function answerRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  // A client that has gone cannot be answered.
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  if (socket.writable) {
    const { line, error: known } = rawAnswer(error.code);
    const body = JSON.stringify(answerOf(known, "en", randomUUID()).problem);
    const headers = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
    socket.write(`HTTP/1.1 ${line}\r\n${headers}Connection: close\r\n\r\n${body}`);
  }
  socket.destroy(error);
}

/** Fastify's `frameworkErrors`: what fails before a route is found. */
export function answerUnroutable(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const language = languageOf(request.headers["accept-language"]);
  const { status, problem } = answerOf(error, language, request.id);
  void reply.code(status).send(problem);
}
