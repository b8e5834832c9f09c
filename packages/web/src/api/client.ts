/** Requests to the server: one place that adds the token, renews it, and reads problems. */
import type { AuthSession, Problem } from "@perpmill/server/api";
import { i18n } from "../locales";
import { ApiFailure, OFFLINE } from "./failure";

/** The API below wherever the page is served from, so that a proxy's path prefix needs no setting. */
export const API_BASE = new URL("api/v1/", document.baseURI).pathname;

/** Renewed so long before the token runs out. */
const RENEW_EARLY_MS = 30_000;
/** All tabs share the cookie that renews, and each use of it makes the one before worthless. */
const RENEW_LOCK = "perpmill.renew";

let token: { readonly text: string; readonly untilMs: number } | null = null;
let renewing: Promise<boolean> | null = null;

/** Takes the tokens of a log-in; null: forgets them. */
export function useSession(session: AuthSession | null): void {
  token =
    session === null
      ? null
      : { text: session.accessToken, untilMs: performance.now() + session.expiresInMs };
}

/** A request that got no answer. */
export function offline(): ApiFailure {
  return new ApiFailure(0, { code: OFFLINE, message: i18n.global.t("failure.offline") });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${API_BASE}${path}`, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw offline();
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const problem: Problem | null = await response.json().catch(() => null);
  return new ApiFailure(response.status, problem ?? { code: `HTTP_${response.status}` });
}

async function renewNow(): Promise<boolean> {
  const response = await send("auth/refresh", { method: "POST" });
  if (!response.ok) {
    useSession(null);
    return false;
  }
  useSession(await response.json());
  return true;
}

/** Asks for a new access token with the cookie of the log-in. False: there is none that is good. */
export async function renewSession(): Promise<boolean> {
  // Pages that are not secure contexts have no locks; there two tabs may have to log in again.
  const { locks } = navigator as { readonly locks?: LockManager };
  renewing ??= (locks === undefined ? renewNow() : locks.request(RENEW_LOCK, renewNow)).finally(
    () => {
      renewing = null;
    },
  );
  return renewing;
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** sent as JSON */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Headers that say who asks and in which language; the token is renewed before it runs out. */
export async function requestHeaders(): Promise<Record<string, string>> {
  if (token !== null && performance.now() > token.untilMs - RENEW_EARLY_MS) await renewSession();
  const headers: Record<string, string> = { "accept-language": i18n.global.locale.value };
  if (token !== null) headers.authorization = `Bearer ${token.text}`;
  return headers;
}

async function attempt(path: string, options: RequestOptions): Promise<Response> {
  const { method = "GET", body, signal } = options;
  const headers = await requestHeaders();
  if (body !== undefined) headers["content-type"] = "application/json";
  return send(path, {
    method,
    headers,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What is called when nobody is logged in any more. */
let onExpired: () => void = () => {};

export function onSessionExpired(listener: () => void): void {
  onExpired = listener;
}

/** Renews a log-in that the server no longer takes. False: it is over, and the app knows. */
export async function recoverSession(): Promise<boolean> {
  if (await renewSession()) return true;
  onExpired();
  return false;
}

/** The answer to a request; `path` below `/api/v1/`. Throws ApiFailure. */
export async function requestResponse(
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  let response = await attempt(path, options);
  if (response.status === 401 && token !== null && (await recoverSession())) {
    response = await attempt(path, options);
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

/**
 * Asks the server; `path` below `/api/v1/`. Throws ApiFailure.
 * @returns the answer's JSON; undefined for an answer without content
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await requestResponse(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
