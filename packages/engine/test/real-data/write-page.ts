/** `npm run real-years`: runs every strategy over the real years and writes the tables of the page about them. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { table } from "../../../../scripts/documents/markdown.js";
import type { BacktestResult } from "../../src/runs/result.js";
import { hasRealData, realData } from "../support/real-data.js";
import {
  earnedBy,
  equityOfYears,
  INITIAL_BALANCE,
  loadRealYears,
  mostHeld,
  REAL_YEAR_STRATEGIES,
  runRealYears,
} from "./real-year-runs.js";

const PAGE = new URL("../../../../docs/strategies-on-real-years.md", import.meta.url);

interface Ran {
  readonly name: string;
  readonly config: unknown;
  readonly result: BacktestResult;
}

function fixed(value: number | null, digits: number): string {
  return value === null ? "–" : value.toFixed(digits);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Shares of the initial balance. */
function shareOfStart(money: number): string {
  return percent(money / INITIAL_BALANCE);
}

function fillsTable(runs: readonly Ran[]): string {
  const head = [
    "strategy",
    "fills",
    "traded / start",
    "quoted edge, bps",
    "markout 1, 5, 15, 60 min, bps",
    "ambiguous",
    "held, h",
    "most long, short / equity",
  ];
  const rows = runs.map(({ name, result }) => {
    const { metrics: m } = result;
    const marks = m.markoutBps;
    const held = mostHeld(result);
    const markouts =
      marks === null
        ? "–"
        : [marks.b1, marks.b5, marks.b15, marks.b60].map((bps) => fixed(bps, 2)).join(", ");
    return [
      name,
      String(m.fills),
      fixed(m.turnover, 0),
      fixed(m.quotedEdgeBps, 1),
      markouts,
      percent(m.ambiguousFillShare ?? 0),
      fixed((m.avgHoldingMs ?? 0) / 3_600_000, 2),
      `${held.long.toFixed(2)}, ${held.short.toFixed(2)}`,
    ];
  });
  return table(head, rows, "lrrrrrrr");
}

function moneyTable(runs: readonly Ran[]): string {
  const head = [
    "strategy",
    "closed by its orders",
    "closed by stops",
    "still open",
    "fees",
    "funding",
    "result",
    "largest drawdown",
    "markout 60 − fees",
  ];
  const rows = runs.map(({ name, result }) => {
    const { metrics: m } = result;
    const earned = earnedBy(result);
    const traded = m.turnover * INITIAL_BALANCE;
    const guess = (traded * (m.markoutBps?.b60 ?? 0)) / 10_000 - m.fees;
    return [
      name,
      shareOfStart(earned.closed),
      shareOfStart(earned.stopped),
      shareOfStart(earned.open),
      shareOfStart(-earned.fees),
      shareOfStart(earned.funding),
      percent(m.totalReturn),
      percent(m.maxDrawdown),
      shareOfStart(guess),
    ];
  });
  return table(head, rows, "lrrrrrrrr");
}

function yearsTable(runs: readonly Ran[]): string {
  const years = [...equityOfYears(runs[0].result).keys()];
  const rows = runs.map(({ name, result }) => {
    const equity = equityOfYears(result);
    let before = INITIAL_BALANCE;
    return [
      name,
      ...years.map((year) => {
        const end = equity.get(year) ?? before;
        const change = end / before - 1;
        before = end;
        return percent(change);
      }),
    ];
  });
  return table(["strategy", ...years.map(String)], rows, `l${"r".repeat(years.length)}`);
}

function configs(runs: readonly Ran[]): string {
  const lines = runs.map(({ config }) => JSON.stringify(config));
  return ["```json", ...lines, "```"].join("\n");
}

/** Puts a text between the marks of a name. Throws when the page has none. */
function replaced(page: string, name: string, text: string): string {
  const begin = `<!-- ${name} -->`;
  const end = `<!-- end of ${name} -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no place for ${name}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

async function main(): Promise<void> {
  if (!hasRealData) {
    process.exitCode = 1;
    return;
  }
  const data = await loadRealYears(realData);
  const runs: Ran[] = [];
  for (const strategy of REAL_YEAR_STRATEGIES) {
    const result = await runRealYears(data, strategy);
    runs.push({ name: `\`${strategy.name}\``, config: strategy, result });
    process.stdout.write(`${strategy.name} ${percent(result.metrics.totalReturn)}\n`);
  }
  let page = readFileSync(PAGE, "utf8");
  page = replaced(page, "configurations", configs(runs));
  page = replaced(page, "fills", fillsTable(runs));
  page = replaced(page, "money", moneyTable(runs));
  page = replaced(page, "years", yearsTable(runs));
  const temporary = new URL("strategies-on-real-years.md.new", PAGE);
  writeFileSync(temporary, page);
  renameSync(temporary, PAGE);
}

await main();
