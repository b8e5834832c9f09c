/** Requests to the server: one place that adds the token, renews it, and reads problems. */
import type { AuthSession, Problem } from "@perpmill/server/api";
import { i18n } from "../locales";
import { ApiFailure, OFFLINE } from "./failure";

/** The API below wherever the page is served from, so that a proxy's path prefix needs no setting. */
export const API_BASE = new URL("api/v1/", document.baseURI).pathname;

/** Renewed so long before the token runs out. */
const RENEW_EARLY_MS = 30_000;

let token: { readonly text: string; readonly untilMs: number } | null = null;
let renewing: Promise<boolean> | null = null;

/** Takes the tokens of a log-in; null: forgets them. */
export function useSession(session: AuthSession | null): void {
  token =
    session === null
      ? null
      : { text: session.accessToken, untilMs: performance.now() + session.expiresInMs };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${API_BASE}${path}`, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiFailure(0, { code: OFFLINE, message: i18n.global.t("failure.offline") });
  }
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const problem: Problem | null = await response.json().catch(() => null);
  return new ApiFailure(response.status, problem ?? { code: `HTTP_${response.status}` });
}

/** Asks for a new access token with the cookie of the log-in. False: there is none that is good. */
export async function renewSession(): Promise<boolean> {
  renewing ??= (async () => {
    const response = await send("auth/refresh", { method: "POST" });
    if (!response.ok) {
      useSession(null);
      return false;
    }
    useSession(await response.json());
    return true;
  })().finally(() => {
    renewing = null;
  });
  return renewing;
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** sent as JSON, or as it is when it is a form */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

async function attempt(path: string, options: RequestOptions): Promise<Response> {
  const { method = "GET", body, signal } = options;
  const headers: Record<string, string> = { "accept-language": i18n.global.locale.value };
  if (token !== null) headers.authorization = `Bearer ${token.text}`;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["content-type"] = "application/json";
  return send(path, {
    method,
    headers,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
}

/** What is called when nobody is logged in any more. */
let onExpired: () => void = () => {};

export function onSessionExpired(listener: () => void): void {
  onExpired = listener;
}

/**
 * Asks the server; `path` below `/api/v1/`. Throws ApiFailure.
 * @returns the answer's JSON; undefined for an answer without content
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  if (token !== null && performance.now() > token.untilMs - RENEW_EARLY_MS) await renewSession();
  let response = await attempt(path, options);
  if (response.status === 401 && token !== null) {
    if (await renewSession()) response = await attempt(path, options);
    else onExpired();
  }
  if (!response.ok) throw await failureOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
