/** Components and composables on a page of their own, with the words, stores and look of the app. */
import "../../src/styles/tokens.css";
import "../../src/styles/base.css";
import { createPinia, type Pinia, setActivePinia } from "pinia";
import { onTestFinished } from "vitest";
import { type App, type Component, createApp, defineComponent, h } from "vue";
import { createMemoryHistory, createRouter, type Router } from "vue-router";
import {
  type Area,
  i18n,
  LANGUAGES,
  type Language,
  loadArea,
  loadLanguage,
} from "../../src/locales";

/** Words that come with pages of their own. */
const AREAS: readonly Area[] = ["risk", "splits", "studies", "trust"];
await Promise.all([...AREAS.map(loadArea), ...LANGUAGES.map(loadLanguage)]);

export interface MountOptions {
  /** of the component; listeners are `onX` */
  readonly props?: Readonly<Record<string, unknown>>;
  readonly slots?: Readonly<Record<string, () => unknown>>;
  readonly language?: Language;
  readonly theme?: "dark" | "light";
  /** names of pages that links lead to */
  readonly routes?: readonly string[];
}

export interface Mounted {
  /** what holds the component, on the page */
  readonly host: HTMLElement;
  readonly app: App;
  readonly router: Router;
  readonly pinia: Pinia;
}

/** Mounts for the length of the test that calls it. */
export function mount(component: Component, options: MountOptions = {}): Mounted {
  const { props = {}, slots = {}, language = "en", theme = "dark", routes = ["run"] } = options;
  const page = document.documentElement;
  page.dataset.theme = theme;
  page.dataset.money = "green-up";
  i18n.global.locale.value = language;
  // what the settings begin with, for what asks for them
  localStorage.setItem("perpmill.settings", JSON.stringify({ language, theme }));
  const empty = defineComponent({ render: () => null });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: routes.map((name) => ({
      name,
      path: name === "run" ? "/" : `/${name}/:id?`,
      component: empty,
    })),
  });
  const pinia = createPinia();
  setActivePinia(pinia);
  const host = document.createElement("div");
  document.body.append(host);
  const app = createApp({ render: () => h(component, { ...props }, slots) });
  app.use(pinia).use(i18n).use(router).mount(host);
  onTestFinished(() => {
    app.unmount();
    host.remove();
  });
  return { host, app, router, pinia };
}

/** What a composable returns, in a component of its own that lives as long as the test. */
export function inComponent<T>(use: () => T, options: MountOptions = {}): T {
  let made: { readonly value: T } | null = null;
  const component = defineComponent({
    setup() {
      made = { value: use() };
      return () => null;
    },
  });
  mount(component, options);
  if (made === null) throw new Error("the component was not set up");
  return (made as { readonly value: T }).value;
}
