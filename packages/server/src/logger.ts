/** Structured logs: a line of JSON an event, request ids in each, nothing secret. */
import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "./settings/settings.js";

/** Members that hold what is never written, in whatever is logged and one level below it. */
const SECRET_MEMBERS = [
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "accessToken",
  "refreshToken",
  "apiKey",
  "setupToken",
  "authorization",
  "cookie",
  "['set-cookie']",
  "connectionString",
];

function below(parent: string, member: string): string {
  return member.startsWith("[") ? `${parent}${member}` : `${parent}.${member}`;
}

const SECRET_PATHS = SECRET_MEMBERS.flatMap((member) => [
  member,
  below("*", member),
  below("*.headers", member),
]);

/** How deep causes of causes are shown. */
const CAUSES_MAX = 5;

/**
 * An error without what libraries hang on it: failing bodies, headers, parameters of queries. Its
 * message, its stack and its causes are what helps.
 */
function shownError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message,
    ...("code" in error ? { code: error.code } : {}),
    stack,
    ...(cause === undefined || depth === CAUSES_MAX ? {} : { cause: shownError(cause, depth + 1) }),
  };
}

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
      err: (error: unknown) => shownError(error),
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
