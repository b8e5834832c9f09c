/** Every page that is made from the sources, by its path from the root. */
import { readFileSync } from "node:fs";
import { withBenchTables } from "./bench-tables.js";
import { configurationPage } from "./configuration-page.js";
import { LANGUAGES, type Language, pathOf } from "./markdown.js";
import { withServerTables } from "./server-tables.js";
import { strategiesPage } from "./strategies-page.js";

const README: Readonly<Record<Language, string>> = { en: "README.md", zh: "README.zh-CN.md" };

/** @param root URL of the repository, with a slash at its end */
export function documents(root: URL): ReadonlyMap<string, string> {
  const pages = LANGUAGES.flatMap((lang): [string, string][] => [
    [pathOf("configuration", lang), configurationPage(lang)],
    [pathOf("strategies", lang), strategiesPage(lang)],
    [README[lang], withBenchTables(readFileSync(new URL(README[lang], root), "utf8"), lang)],
  ]);
  const withTables = ["docs/server.md", "docs/migration.md"].map((path): [string, string] => [
    path,
    withServerTables(readFileSync(new URL(path, root), "utf8")),
  ]);
  return new Map([...pages, ...withTables]);
}
