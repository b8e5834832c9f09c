/** Answers with a report as a page. */
import type { FastifyReply } from "fastify";

/**
 * A report is a document of its own: it runs nothing, loads nothing and has no origin, whatever
 * stands in it.
 */
const REPORT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Sends a page that was made in the language of Accept-Language. */
export function sendReport(reply: FastifyReply, html: string): FastifyReply {
  reply.header("content-security-policy", REPORT_POLICY);
  // A document of an origin of its own cannot be keyed by it: browsers warn of the wish.
  reply.raw.removeHeader("origin-agent-cluster");
  reply.header("vary", "accept-language");
  return reply.type("text/html; charset=utf-8").send(html);
}
