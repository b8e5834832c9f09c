/** Pages by address. Each is a chunk of its own. */
import { createRouter, createWebHashHistory, createWebHistory } from "vue-router";
import { type Area, loadArea } from "../locales";
import { useSessionStore } from "../stores/session";

declare module "vue-router" {
  interface RouteMeta {
    /** whether the page makes no sense without a server */
    server?: boolean;
    /** shown without log-in even where there is a server */
    open?: boolean;
  }
}

/** A static host knows no paths but the files'. */
const history =
  import.meta.env.VITE_STATIC === "1"
    ? createWebHashHistory()
    : createWebHistory(new URL(document.baseURI).pathname);

/** A page whose words are not among those of the start. */
async function withStudyWords<T>(page: Promise<T>, ...more: readonly Area[]): Promise<T> {
  await Promise.all((["studies", ...more] as const).map(loadArea));
  return page;
}

export const router = createRouter({
  history,
  routes: [
    { path: "/", name: "run", component: () => import("../views/run/RunView.vue") },
    {
      path: "/data/:id?",
      name: "data",
      meta: { server: true },
      component: () => import("../views/data/DataView.vue"),
    },
    {
      path: "/history",
      name: "history",
      component: () => import("../views/history/HistoryPage.vue"),
    },
    {
      path: "/market",
      name: "market",
      component: () => import("../views/market/MarketView.vue"),
    },
    {
      path: "/strategies/:id?",
      name: "strategies",
      component: () => import("../views/strategies/StrategiesView.vue"),
    },
    {
      path: "/sweeps/:id?",
      name: "sweeps",
      component: () => withStudyWords(import("../views/studies/sweep/SweepView.vue")),
    },
    {
      path: "/searches/:id?",
      name: "searches",
      component: () => withStudyWords(import("../views/studies/search/SearchView.vue")),
    },
    {
      path: "/walk-forwards/:id?",
      name: "walkForwards",
      component: () => withStudyWords(import("../views/studies/walk-forward/WalkForwardView.vue")),
    },
    {
      path: "/k-folds/:id?",
      name: "kFolds",
      component: () => withStudyWords(import("../views/studies/walk-forward/CrossFoldsView.vue")),
    },
    {
      path: "/time-splits/:id?",
      name: "timeSplits",
      component: () =>
        withStudyWords(import("../views/studies/time-splits/TimeSplitsView.vue"), "splits"),
    },
    {
      path: "/trust/:id?",
      name: "trusts",
      component: () => withStudyWords(import("../views/studies/trust/TrustView.vue"), "trust"),
    },
    {
      path: "/compare",
      name: "compare",
      component: () => import("../views/compare/CompareView.vue"),
    },
    {
      path: "/runs/:id",
      name: "serverRun",
      meta: { server: true },
      component: () => import("../views/runs/ServerRunView.vue"),
    },
    {
      path: "/cache",
      name: "cache",
      meta: { server: true },
      component: () => import("../views/cache/CacheView.vue"),
    },
    {
      path: "/system/:tab(users|keys)?",
      name: "system",
      meta: { server: true },
      component: () => import("../views/system/SystemView.vue"),
    },
    {
      path: "/profile",
      name: "profile",
      meta: { server: true },
      component: () => import("../views/profile/ProfileView.vue"),
    },
    {
      path: "/results/:id",
      name: "localResult",
      component: () => import("../local/LocalResultView.vue"),
    },
    {
      path: "/settings",
      name: "settings",
      component: () => import("../views/settings/SettingsView.vue"),
    },
    {
      path: "/login",
      name: "login",
      meta: { open: true },
      component: () => import("../views/login/LoginView.vue"),
    },
    { path: "/setup", redirect: { name: "login" } },
    { path: "/:rest(.*)*", redirect: { name: "run" } },
  ],
});

router.beforeEach(async (to) => {
  const session = useSessionStore();
  await session.begin();
  if (session.needsLogIn && to.meta.open !== true) {
    return { name: "login", query: to.fullPath === "/" ? {} : { back: to.fullPath } };
  }
  if (!session.needsLogIn && to.name === "login") return { name: "run" };
  if (to.meta.server === true && !session.online) return { name: "run" };
  return true;
});
