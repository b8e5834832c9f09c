/** A search as text for a terminal. */
import { luckText, luckTexts } from "../../luck/luck-text.js";
import { numberText, spanText } from "../../reports/number-text.js";
import { bestTrials } from "../../search/best-trials.js";
import type { ResolvedObjective, SearchBest, SearchResult } from "../../search/search-options.js";
import { sweepColumn } from "../../sweeps/table.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";
import {
  metricText,
  metricTitle,
  outcomeCounts,
  parameterText,
  SHOWN,
  shortPaths,
} from "../sweep/sweep-text.js";

const DIGITS = 4;

/** What is printed besides the result. */
export interface SearchPrint {
  readonly top: number;
  readonly tookMs: number;
}

/** A value of an objective: as its metric's, else a few digits. */
export function objectiveText(
  { expression }: Pick<ResolvedObjective, "expression">,
  value: number,
): string {
  const name = expression.trim();
  if (/^[\w.]+$/.test(name)) return metricText(name, value);
  return Number.isNaN(value) ? "–" : String(Number(value.toPrecision(DIGITS)));
}

function objectiveTitle({ expression }: ResolvedObjective, context: CommandContext): string {
  const name = expression.trim();
  return /^[\w.]+$/.test(name) ? metricTitle(name, context) : name;
}

/** The parameters of a trial, such as `bidSpread 0.002, leverage 5`. */
export function parametersText({ parameters }: SearchBest): string {
  const paths = Object.keys(parameters);
  const names = shortPaths(paths);
  return paths.map((path, at) => `${names[at]} ${parameters[path] ?? "–"}`).join(", ");
}

function bestTable(result: SearchResult, top: number, context: CommandContext): string {
  const { trials, objectives, space } = result;
  const paint = coloursOf(context.host.stdout, context.host.env);
  const paths = space.map(({ path }) => path);
  const asked = objectives.map(({ expression }) => expression.trim());
  const names = SHOWN.filter((name) => !asked.includes(name) && sweepColumn(trials, name));
  const isOne = objectives.length === 1;
  const heads = objectives.map((one) => {
    const isName = /^[\w.]+$/.test(one.expression.trim());
    return isOne && !isName ? context.texts.searches.objective : objectiveTitle(one, context);
  });
  const titles = [
    ...shortPaths(paths),
    ...heads,
    ...names.map((name) => metricTitle(name, context)),
  ];
  const rows = bestTrials(result, top).map((row) => [
    ...paths.map((path) => parameterText(sweepColumn(trials, path), row)),
    ...objectives.map((one, at) => {
      const value = sweepColumn(trials, isOne ? "objective" : `objective${at + 1}`)?.values[row];
      return typeof value === "number" ? objectiveText(one, value) : "–";
    }),
    ...names.map((name) => {
      const value = sweepColumn(trials, name)?.values[row];
      return typeof value === "number" ? metricText(name, value) : "–";
    }),
  ]);
  return tableText([titles.map((title) => paint.dim(title)), ...rows], "r".repeat(titles.length));
}

function bestTitle({ objectives, front }: SearchResult, context: CommandContext): string {
  const { searches } = context.texts;
  const [first] = objectives;
  if (objectives.length > 1) return searches.front(numberText(front.length, "count"));
  const title = objectiveTitle(first, context);
  return first.direction === "min" ? searches.least(title) : searches.best(title);
}

function countsText(result: SearchResult, { texts }: CommandContext): string {
  const counts = [...outcomeCounts(result, { texts })];
  const { infeasible, repeated } = result;
  if (infeasible > 0) counts.push(texts.searches.infeasible(numberText(infeasible, "count")));
  if (repeated > 0) counts.push(texts.searches.repeated(numberText(repeated, "count")));
  return counts.join(" · ");
}

/** The whole text. */
export function searchText(
  result: SearchResult,
  { top, tookMs }: SearchPrint,
  context: CommandContext,
): string {
  const { texts, host } = context;
  const { searches } = texts;
  const paint = coloursOf(host.stdout, host.env);
  const { method, trials, best, budget, spent } = result;
  const title = searches.title(method, numberText(trials.length, "count"));
  const threads = texts.sweeps.threads(Math.max(1, result.workers), spanText(tookMs));
  const lines = [`${paint.bold(title)}  ${threads}`, countsText(result, context)];
  const shares = sweepColumn(trials, "timeShare");
  if (shares?.kind === "number") {
    const short = shares.values.filter((share) => share < 1).length;
    lines.push(
      searches.shortened(numberText(short, "count"), String(Number(spent.toPrecision(3)))),
    );
  } else if (spent < budget) lines.push(searches.exhausted);
  lines.push("");
  if (best === null) lines.push(searches.noBest, "");
  else if (top > 0) {
    lines.push(paint.bold(bestTitle(result, context)), bestTable(result, top, context));
    if (result.objectives.length === 1) {
      lines.push(searches.foundAt(numberText(best.trial + 1, "count")));
    }
    lines.push("");
  }
  const luck = luckText(result.luck, result.luckMissing, context.lang);
  if (best !== null && luck.length > 0) {
    lines.push(paint.bold(luckTexts(context.lang).title), ...luck, "");
  }
  const [refused] = result.refused;
  if (refused !== undefined) lines.push(searches.refused(refused.row + 1, refused.problem), "");
  return lines.join("\n");
}
