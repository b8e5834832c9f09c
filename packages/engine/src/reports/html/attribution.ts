/** The waterfall: how the terms of the profit add up, one row each. */
import { numberText } from "../number-text.js";
import type { ResultJson } from "../result-json.js";
import { ATTRIBUTION_TERMS } from "../result-series.js";
import type { ReportTexts } from "../texts/index.js";
import { type Markup, markup } from "./markup.js";

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly total: boolean;
}

function bars(result: ResultJson, texts: ReportTexts): Bar[] {
  const out: Bar[] = [];
  let sum = 0;
  for (const term of ATTRIBUTION_TERMS) {
    const value = result.series.attribution[term];
    if (typeof value !== "number" || (term === "deficit" && value === 0)) continue;
    out.push({
      label: texts.attributionTerms[term],
      value,
      from: sum,
      to: sum + value,
      total: false,
    });
    sum += value;
  }
  return [...out, { label: texts.attributionTotal, value: sum, from: 0, to: sum, total: true }];
}

/** One row a term: label, bar from the running sum before it to the one after, signed value. */
export function attributionMarkup(result: ResultJson, texts: ReportTexts): Markup {
  const rows = bars(result, texts);
  const low = Math.min(0, ...rows.map((row) => row.to));
  const width = Math.max(0, ...rows.map((row) => row.to)) - low || 1;
  const share = (value: number): string => `${(((value - low) / width) * 100).toFixed(2)}%`;
  return markup`<section class="panel"><h2>${texts.attribution} <small>${texts.quote}</small></h2>
<div class="waterfall">${rows.map((row) => {
    const left = Math.min(row.from, row.to);
    const size = (Math.abs(row.to - row.from) / width) * 100;
    const tone = row.value === 0 ? "" : row.value < 0 ? "loss" : "gain";
    return markup`<div class="${row.total ? "row total" : "row"}"><span>${row.label}</span>
<span class="track"><i class="origin" style="left:${share(0)}"></i><i class="${tone}" style="left:${share(left)};width:${size.toFixed(2)}%"></i></span>
<span class="num ${tone}">${numberText(row.value, "signedMoney")}</span></div>`;
  })}</div></section>`;
}
