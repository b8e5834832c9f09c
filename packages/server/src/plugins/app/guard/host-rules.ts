/**
 * Which `Host` and `Origin` are answered. A page of another site cannot choose the `Host` that a browser
 * sends, nor leave its `Origin` out of what changes something: this ends DNS rebinding and cross-site calls.
 */
import type { Settings } from "../../../settings/settings.js";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** What of a request is judged. */
export interface RequestOrigin {
  /** as sent, or as a trusted proxy forwards it; empty: none was sent */
  readonly host: string;
  readonly protocol: string;
  readonly method: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-*`; only browsers send them */
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
  readonly fetchDestination: string | undefined;
}

/**
 * Whether requests to this host are answered: this machine's own names with the port, and what
 * `allowedHosts` adds; a name without a port there is good with the server's port as well.
 * @param port that the request came in by
 */
export function isHostAllowed(host: string, port: number, settings: Settings): boolean {
  const sent = host.toLowerCase();
  const implied = port === 80 ? LOOPBACK_NAMES : [];
  const added = settings.allowedHosts.map((one) => one.toLowerCase());
  const withPort = [...LOOPBACK_NAMES, ...added].map((name) => `${name}:${port}`);
  return [...implied, ...added, ...withPort].includes(sent);
}

function isOwnOrigin(origin: string, { host, protocol }: RequestOrigin): boolean {
  // Behind a proxy that ends TLS and is not trusted, the server cannot know that it is https.
  const schemes = protocol === "https" ? ["https"] : ["http", "https"];
  return schemes.some((scheme) => origin.toLowerCase() === `${scheme}://${host.toLowerCase()}`);
}

/** A link from elsewhere, opened in a tab of its own, changes nothing and shows nothing to its page. */
function isPlainLink({ method, fetchMode, fetchDestination }: RequestOrigin): boolean {
  return method === "GET" && fetchMode === "navigate" && fetchDestination === "document";
}

/**
 * Whether a page that may talk to this server sent the request: its own, one of `corsOrigins`, or
 * nothing that is a page.
 */
export function isOriginAllowed(request: RequestOrigin, settings: Settings): boolean {
  const { origin, fetchSite } = request;
  if (origin !== undefined) {
    return settings.corsOrigins.includes(origin) || isOwnOrigin(origin, request);
  }
  if (fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none") return true;
  return isPlainLink(request);
}

/** Whether an address, or the host to listen on, is this machine only. */
export function isLoopback(address: string): boolean {
  const plain = address.toLowerCase().replace(/^\[|\]$/g, "");
  return plain === "localhost" || plain === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(plain);
}
