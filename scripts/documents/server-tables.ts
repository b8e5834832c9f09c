/** Tables of docs/server.md and docs/migration.md: settings, and what older parameters become. */
import { FIGURES_LEFT, HISTORY_RULES } from "../../packages/server/src/migration/history-table.js";
import {
  type Conversion,
  HEDGE_GRID_RULES,
  HEDGE_GRID_WITHOUT,
  KNOWN_WITHOUT,
  PARAMETER_RULES,
} from "../../packages/server/src/migration/parameter-table.js";
import { flagOf, variablesOf } from "../../packages/server/src/settings/read-settings.js";
import {
  DEFAULT_SETTINGS,
  SETTING_NAMES,
  settingHelp,
} from "../../packages/server/src/settings/settings.js";
import { code, table } from "./markdown.js";

const CONVERSIONS: Readonly<Record<Conversion, string>> = {
  same: "the number",
  seconds: "seconds as ms",
  symbol: "without `/`, `-` and what follows `:`",
  strategy:
    "`dual…`, `hedge`: `dual-maker`; `pure…`, `pmm`: `pure-maker`; `grid`, `hedge_grid`: `hedge-grid`",
  hedgeMode: "`true`: `hedge-grid`, unless a strategy is named",
  hoursOfBars: "hours as bars of a minute",
  positionMode: "`hedge` or `oneWay`",
  time: "date, or s or ms since 1970",
};

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function settings(): string {
  const rows = SETTING_NAMES.map((name) => {
    const fallback = name === "home" ? "per platform" : code(DEFAULT_SETTINGS[name]);
    return [`\`${flagOf(name)}\``, codes(variablesOf(name)), fallback, settingHelp(name).en];
  });
  return table(["flag", "variable", "default", "what it sets"], rows, "llll");
}

function parametersTable(rules: typeof PARAMETER_RULES): string {
  const rows = rules.map(({ old, paths, conversion }) => [
    codes(old),
    codes(paths),
    CONVERSIONS[conversion],
  ]);
  return table(["older name", "here", "value"], rows, "lll");
}

function left(reasons: Readonly<Record<string, string>>): string {
  const rows = Object.entries(reasons).map(([name, reason]) => [`\`${name}\``, reason]);
  return table(["older name", "why not"], rows, "ll");
}

function history(): string {
  const rows = HISTORY_RULES.map(({ field, old }) => [codes(old), `\`${field}\``]);
  return table(["older column, or member of a JSON column", "taken for"], rows, "ll");
}

const TABLES: Readonly<Record<string, () => string>> = {
  settings,
  parameters: () => parametersTable(PARAMETER_RULES),
  "parameters-hedge-grid": () => parametersTable(HEDGE_GRID_RULES),
  "parameters-hedge-grid-left": () => left(HEDGE_GRID_WITHOUT),
  "parameters-left": () => left(KNOWN_WITHOUT),
  history,
  "history-left": () => left(FIGURES_LEFT),
};

/**
 * A page with its tables made anew, each between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 * @throws Error for a name that no table has
 */
export function withServerTables(page: string): string {
  return page.replace(
    /(<!-- ([a-z-]+):start -->\n)[\s\S]*?(<!-- \2:end -->)/g,
    (_, start: string, name: string, end: string) => {
      const make = TABLES[name];
      if (make === undefined) throw new Error(`there is no table ${name}`);
      return `${start}${make()}\n${end}`;
    },
  );
}
