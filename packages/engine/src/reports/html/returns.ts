/** Returns by month (a year a row) or by day (a cell each), tinted by size. */
import { numberText } from "../number-text.js";
import type { ResultJson } from "../result-json.js";
import type { ReportTexts } from "../texts/index.js";
import { type Markup, markup } from "./markup.js";

const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

/** Tint in per cent: the largest move of the table is the strongest. */
function tint(value: number, largest: number): string {
  return (largest === 0 ? 0 : Math.min(1, Math.abs(value) / largest) ** 0.7 * 62).toFixed(0);
}

function cell(value: number | undefined, largest: number): Markup {
  if (value === undefined) return markup`<td></td>`;
  const text = numberText(value, "signedPoints");
  return markup`<td class="${value < 0 ? "loss" : "gain"}" style="--tint:${tint(value, largest)}%">${text}</td>`;
}

function monthTable(result: ResultJson, texts: ReportTexts): Markup {
  const { key, value } = result.series.returns;
  const byMonth = new Map(key.map((name, index) => [name, value[index]]));
  const years = [...new Set(key.map((name) => name.slice(0, 4)))];
  const largest = Math.max(0, ...value.map(Math.abs));
  const rows = years.map((year) => {
    const months = MONTHS.map((month) => byMonth.get(`${year}-${month}`));
    const total = months.reduce<number>((product, one) => product * (1 + (one ?? 0)), 1) - 1;
    return markup`<tr><th>${year}</th>${months.map((one) => cell(one, largest))}
<td class="sum ${total < 0 ? "loss" : "gain"}">${numberText(total, "signedPoints")}</td></tr>`;
  });
  return markup`<div class="scroll"><table class="months"><thead><tr><th></th>${MONTHS.map(
    (month) => markup`<th>${month}</th>`,
  )}<th>${texts.total}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function dayCells(result: ResultJson): Markup {
  const { key, value } = result.series.returns;
  const largest = Math.max(0, ...value.map(Math.abs));
  return markup`<div class="days">${key.map((day, index) => {
    const move = value[index];
    return markup`<div class="${move < 0 ? "loss" : "gain"}" style="--tint:${tint(move, largest)}%"><small>${day.slice(5)}</small>${numberText(move, "signedPoints")}</div>`;
  })}</div>`;
}

/** The table of returns in per cent. */
export function returnsMarkup(result: ResultJson, texts: ReportTexts): Markup {
  const { period, key } = result.series.returns;
  const title = period === "day" ? texts.returnsDay : texts.returnsMonth;
  const body =
    key.length === 0
      ? markup`<p class="empty">${texts.noData}</p>`
      : period === "day"
        ? dayCells(result)
        : monthTable(result, texts);
  return markup`<section class="panel"><h2>${title} <small>%</small></h2>${body}</section>`;
}
