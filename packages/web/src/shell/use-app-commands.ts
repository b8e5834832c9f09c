/** What can be done on every page: go to another, look for something, change how it looks. */
import { useRouter } from "vue-router";
import { useSettingsStore } from "../stores/settings";
import { useShellStore } from "../stores/shell";
import { type Command, useCommands } from "./commands";
import { PAGES, usePages } from "./pages";

export function useAppCommands(): void {
  const router = useRouter();
  const settings = useSettingsStore();
  const shell = useShellStore();
  const pages = usePages();

  const goes = PAGES.map(
    ({ name, key }): Command => ({
      id: `go.${name}`,
      word: `nav.${name}`,
      group: "go",
      keys: ["g", key],
      ...(name === "run" ? { alias: ["g", "r"] } : {}),
      when: () => pages.value.some((page) => page.name === name),
      run: () => router.push({ name }),
    }),
  );
  useCommands([
    ...goes,
    {
      id: "search",
      word: "command.search",
      group: "look",
      keys: ["/"],
      run: () => {
        shell.front = "palette";
      },
    },
    {
      id: "help",
      word: "command.help",
      group: "look",
      keys: ["?"],
      run: () => {
        shell.front = "help";
      },
    },
    {
      id: "theme",
      word: "command.theme",
      group: "look",
      keys: ["t"],
      run: () => {
        settings.theme = settings.shade === "dark" ? "light" : "dark";
      },
    },
    {
      id: "language",
      word: "command.language",
      group: "look",
      keys: ["l"],
      run: () => {
        settings.language = settings.language === "en" ? "zh" : "en";
      },
    },
  ]);
}
