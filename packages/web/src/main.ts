import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "element-plus/es/components/base/style/css";
import "./styles/element.css";
import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { i18n, speak } from "./locales";
import { router } from "./router";
import { useSettingsStore } from "./stores/settings";

const pinia = createPinia();
// Nothing is shown before there are words for it.
await speak(useSettingsStore(pinia).language);
createApp(App).use(pinia).use(i18n).use(router).mount("#app");
