/** The users of the server, in pages, as an administrator handles them. */
import type { Role, User } from "@perpmill/server/api";
import { onMounted, ref, shallowRef, watch } from "vue";
import { request } from "../../api/client";
import { useAttempt } from "../../composables/use-attempt";

const TYPING_MS = 200;

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

export interface UserChange {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly password?: string;
}

interface Page {
  readonly items: readonly User[];
  readonly nextCursor: string | null;
}

export function useUsers() {
  const users = shallowRef<readonly User[] | null>(null);
  const nextCursor = ref<string | null>(null);
  const search = ref("");
  const reading = useAttempt();
  const changing = useAttempt();
  let asked = 0;

  const page = (cursor: string | null) =>
    reading.attempt(async () => {
      const query = new URLSearchParams({ limit: "100", search: search.value.trim() });
      if (cursor !== null) query.set("cursor", cursor);
      const turn = ++asked;
      const found = await request<Page>(`users?${query}`);
      if (turn !== asked) return;
      users.value = cursor === null ? found.items : [...(users.value ?? []), ...found.items];
      nextCursor.value = found.nextCursor;
    });
  onMounted(() => page(null));
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(search, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void page(null), TYPING_MS);
  });

  const add = (body: NewUser) =>
    changing.attempt(async () => {
      await request<User>("users", { method: "POST", body });
      await page(null);
    });
  const change = (id: string, body: UserChange) =>
    changing.attempt(async () => {
      const user = await request<User>(`users/${id}`, { method: "PATCH", body });
      users.value = (users.value ?? []).map((one) => (one.id === id ? user : one));
    });
  const remove = (id: string) =>
    changing.attempt(async () => {
      await request(`users/${id}`, { method: "DELETE" });
      users.value = (users.value ?? []).filter((one) => one.id !== id);
    });
  const logOut = (id: string) =>
    changing.attempt(() => request(`users/${id}/logout-everywhere`, { method: "POST" }));

  return {
    users,
    nextCursor,
    search,
    failure: reading.failure,
    refused: changing.failure,
    busy: changing.busy,
    load: () => page(null),
    more: () => page(nextCursor.value),
    add,
    change,
    remove,
    logOut,
  };
}
