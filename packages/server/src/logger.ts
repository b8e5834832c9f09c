/** Structured logs: a line of JSON an event, request ids in each, nothing secret. */
import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "./settings/settings.js";

/** Paths of what is never written, wherever a library logs a request or an error with one. */
const SECRET_PATHS = [
  "req.headers.authorization",
  "req.headers.cookie",
  "res.headers['set-cookie']",
  "headers.authorization",
  "headers.cookie",
  "*.password",
  "*.token",
  "*.accessToken",
  "*.refreshToken",
  "*.apiKey",
  "*.setupToken",
  "password",
  "token",
  "err.connectionString",
];

/**
 * The server's logger. Addresses of requests are logged without their query, which may hold what
 * somebody typed.
 * @param destination default: standard output
 */
export function makeLogger(
  settings: Pick<Settings, "logLevel">,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: settings.logLevel,
    redact: { paths: SECRET_PATHS, censor: "[redacted]" },
    serializers: {
      req: (request: { id: string; method: string; url: string; ip: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split("?")[0],
        address: request.ip,
      }),
      err: pino.stdSerializers.err,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
