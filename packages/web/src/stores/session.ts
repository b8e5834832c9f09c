/** Who is here: nobody, somebody who logged in, the one user of a single-user server, or no server at all. */
import type { AuthSession, Profile } from "@perpmill/server/api";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { onSessionExpired, renewSession, request, useSession } from "../api/client";
import { ApiFailure, OFFLINE } from "../api/failure";

export type Presence = "unknown" | "noServer" | "setup" | "loggedOut" | "here";

interface Status {
  readonly setupNeeded: boolean;
  readonly singleUser: boolean;
}

/** The built app of a static host never asks for a server. */
const STATIC = import.meta.env.VITE_STATIC === "1";

function isNoServer(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof ApiFailure && (error.code === OFFLINE || error.code.startsWith("HTTP_"));
}

/** Whether this browser has had a log-in: without one there is nothing to renew, and no error to see. */
const HAD_LOG_IN = "perpmill.logged-in";

function hadLogIn(): boolean {
  try {
    return localStorage.getItem(HAD_LOG_IN) !== null;
  } catch {
    // Storage that is closed to us tells nothing: ask the server.
    return true;
  }
}

function keepLogIn(has: boolean): void {
  try {
    if (has) localStorage.setItem(HAD_LOG_IN, "1");
    else localStorage.removeItem(HAD_LOG_IN);
  } catch {
    // As above.
  }
}

export const useSessionStore = defineStore("session", () => {
  const presence = ref<Presence>(STATIC ? "noServer" : "unknown");
  const profile = ref<Profile | null>(null);
  const expired = ref(false);
  /** whether nothing answered at all: a server that is away, and may come back */
  const away = ref(false);
  /** why a server of ours does not let pages in: the tab computes alone till it does */
  const refused = shallowRef<ApiFailure | null>(null);
  const online = computed(() => presence.value === "here");
  const needsLogIn = computed(() => presence.value === "setup" || presence.value === "loggedOut");

  onSessionExpired(() => {
    keepLogIn(false);
    presence.value = "loggedOut";
    profile.value = null;
    expired.value = true;
  });

  async function arrive(): Promise<void> {
    profile.value = await request<Profile>("auth/profile");
    presence.value = "here";
    expired.value = false;
  }

  /** Finds out how things stand; once per page. */
  async function begin(): Promise<void> {
    if (presence.value !== "unknown") return;
    try {
      const status = await request<Status>("auth/status");
      if (status.setupNeeded) presence.value = "setup";
      else if (status.singleUser || (hadLogIn() && (await renewSession()))) await arrive();
      else {
        expired.value = hadLogIn();
        keepLogIn(false);
        presence.value = "loggedOut";
      }
      refused.value = null;
    } catch (error) {
      // What answers may be no server of ours, a static host or a proxy: the tab computes alone.
      if (!isNoServer(error)) {
        if (!(error instanceof ApiFailure)) throw error;
        refused.value = error;
      }
      presence.value = "noServer";
      away.value = error instanceof ApiFailure && error.code === OFFLINE;
    }
  }

  /** Asks a server that did not answer, or refused, once more. */
  async function lookAgain(): Promise<void> {
    if (!away.value && refused.value === null) return;
    if (presence.value !== "noServer") return;
    presence.value = "unknown";
    away.value = false;
    await begin();
  }

  async function enter(path: string, body: object): Promise<void> {
    useSession(await request<AuthSession>(path, { method: "POST", body }));
    keepLogIn(true);
    await arrive();
  }

  async function leave(path: string): Promise<void> {
    await request(path, { method: "POST" });
    useSession(null);
    keepLogIn(false);
    profile.value = null;
    presence.value = "loggedOut";
  }

  /** Changes the password; all other log-ins end with it. Throws ApiFailure */
  async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
    const body = { currentPassword, newPassword };
    useSession(await request<AuthSession>("auth/password", { method: "POST", body }));
  }

  return {
    presence,
    profile,
    expired,
    online,
    needsLogIn,
    begin,
    away,
    refused,
    lookAgain,
    logIn: (name: string, password: string) => enter("auth/login", { name, password }),
    setUp: (token: string, name: string, password: string) =>
      enter("auth/setup", { token, name, password }),
    logOut: () => leave("auth/logout"),
    logOutEverywhere: () => leave("auth/logout-everywhere"),
    changePassword,
  };
});
