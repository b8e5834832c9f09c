/** The pages that one goes to, in their order. */
import { computed } from "vue";
import { useRouter } from "vue-router";
import { useSessionStore } from "../stores/session";

export interface Page {
  readonly name:
    | "run"
    | "sweeps"
    | "strategies"
    | "history"
    | "market"
    | "data"
    | "system"
    | "settings"
    | "profile";
  /** pressed after `g` */
  readonly key: string;
  /** path in 24 × 24 */
  readonly icon: string;
  /** whether it stands below, with what is the user's own */
  readonly own?: boolean;
}

export const PAGES: readonly Page[] = [
  { name: "run", key: "b", icon: "M5 4l14 8-14 8z" },
  {
    name: "sweeps",
    key: "w",
    icon: "M4 4h4v4H4zM10 4h4v4h-4zM16 4h4v4h-4zM4 10h4v4H4zM10 10h4v4h-4zM4 16h4v4H4z",
  },
  { name: "strategies", key: "c", icon: "M9 6l-6 6 6 6M15 6l6 6-6 6" },
  { name: "history", key: "h", icon: "M4 12a8 8 0 1 0 3-6M4 4v4h4M12 8v4l3 2" },
  { name: "market", key: "m", icon: "M7 3v4M7 16v5M4.5 7h5v9h-5zM17 4v3M17 14v5M14.5 7h5v7h-5z" },
  {
    name: "data",
    key: "d",
    icon: "M4 6c0-3 16-3 16 0v12c0 3-16 3-16 0zM4 6c0 3 16 3 16 0M4 12c0 3 16 3 16 0",
  },
  { name: "system", key: "s", icon: "M4 5h16v6H4zM4 13h16v6H4zM8 8h.01M8 16h.01M12 8h4M12 16h4" },
  {
    name: "settings",
    key: "e",
    icon: "M4 7h10M18 7h2M4 17h2M10 17h10M14 5v4M8 15v4",
    own: true,
  },
  {
    name: "profile",
    key: "y",
    icon: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-3.5 4-5 8-5s7 1.5 8 5",
    own: true,
  },
];

/** Those that are there: some make no sense without a server. */
export function usePages() {
  const router = useRouter();
  const session = useSessionStore();
  return computed(() =>
    PAGES.filter(({ name }) => {
      if (!router.hasRoute(name)) return false;
      return session.online || router.resolve({ name }).meta.server !== true;
    }),
  );
}
