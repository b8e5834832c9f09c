/** A calendar of what bars cover: a square a day, a block of weeks a year. */

import { Markup, markup } from "../reports/html/markup.js";
import { dateText, intervalText, numberText } from "../reports/number-text.js";
import type { Language } from "../reports/texts/index.js";
import type { QualityReport } from "./quality-report.js";
import { type QualityTexts, qualityTexts } from "./quality-texts.js";

const DAY_MS = 86_400_000;
/** Above this, years without a single bar are left out. */
const YEARS_MAX = 50;
const CELL = 11;
const PITCH = 13;
const LEFT = 52;
const TOP = 58;
const YEAR_HEIGHT = 7 * PITCH + 26;
const WIDTH = LEFT + 54 * PITCH + 12;

/** From none to all of a day; a day that misses one bar must not look complete. */
const CLASSES = ["none", "some", "half", "most", "full"] as const;
type CellClass = (typeof CLASSES)[number] | "out";

const STYLE = `
svg { font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.page { fill: #ffffff; } text { fill: #57606a; font-size: 10px; } .title { fill: #1f2328; font-size: 15px; font-weight: 600; } .sub { font-size: 12px; }
.out { fill: #f3f4f6; } .none { fill: #c93c37; } .some { fill: #e8833a; } .half { fill: #eebf50; } .most { fill: #a5cf6a; } .full { fill: #2f8f4e; }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; } text { fill: #8d96a0; } .title { fill: #e6edf3; }
.out { fill: #161b22; } .none { fill: #d1242f; } .some { fill: #c4622d; } .half { fill: #b9902f; } .most { fill: #5f8f3a; } .full { fill: #2ea043; }
}`;

function classOf(share: number, possible: number): CellClass {
  const part = possible === 0 ? 1 : share / possible;
  if (part >= 1 - 1e-9) return "full";
  if (part >= 0.98) return "most";
  if (part >= 0.5) return "half";
  return part > 0 ? "some" : "none";
}

/** Monday is 0. */
function weekday(dayMs: number): number {
  return (Math.floor(dayMs / DAY_MS) + 3) % 7;
}

function yearBlock(year: number, top: number, report: QualityReport, texts: QualityTexts): Markup {
  const { firstDayMs, share, possible } = report.days;
  const startMs = Date.UTC(year, 0, 1);
  const endMs = Date.UTC(year + 1, 0, 1);
  const offset = weekday(startMs);
  const place = (dayMs: number) => {
    const day = Math.round((dayMs - startMs) / DAY_MS) + offset;
    return { x: LEFT + Math.floor(day / 7) * PITCH, y: top + (day % 7) * PITCH };
  };
  const cells: Markup[] = [];
  for (let dayMs = startMs; dayMs < endMs; dayMs += DAY_MS) {
    const day = Math.round((dayMs - firstDayMs) / DAY_MS);
    const inside = day >= 0 && day < share.length;
    const kind = inside ? classOf(share[day], possible[day]) : "out";
    const { x, y } = place(dayMs);
    const shown = inside
      ? numberText(possible[day] === 0 ? 1 : share[day] / possible[day], "share")
      : texts.outside;
    cells.push(
      markup`<rect class="${kind}" x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="2"><title>${texts.dayShare(dateText(dayMs), shown)}</title></rect>`,
    );
  }
  const months = texts.months.map((name, month) => {
    const { x } = place(Date.UTC(year, month, 1) + (month === 0 ? 0 : 6 * DAY_MS));
    return markup`<text x="${x}" y="${top - 5}">${name}</text>`;
  });
  return markup`<text x="12" y="${top + 3 * PITCH + 9}" style="font-size:12px">${year}</text>${months}${cells}`;
}

function legend(x: number, y: number, texts: QualityTexts): Markup {
  const squares = CLASSES.map(
    (name, at) =>
      markup`<rect class="${name}" x="${x + at * PITCH}" y="${y - 9}" width="${CELL}" height="${CELL}" rx="2"/>`,
  );
  return markup`<text x="${x - 6}" y="${y}" text-anchor="end">${texts.noBars}</text>${squares}<text x="${x + CLASSES.length * PITCH + 4}" y="${y}">${texts.complete}</text>`;
}

/** The years of a report; where there are many, those that have a bar. */
function yearsOf({ days: { firstDayMs, share } }: QualityReport): number[] {
  const withBars = new Set<number>();
  const all = new Set<number>();
  for (let day = 0; day < share.length; day += 1) {
    const year = new Date(firstDayMs + day * DAY_MS).getUTCFullYear();
    all.add(year);
    if (share[day] > 0) withBars.add(year);
  }
  return [...(all.size > YEARS_MAX ? withBars : all)];
}

/**
 * The days of a report as one SVG document, light or dark as the viewer is. Red: no bar; orange,
 * yellow, light green: under 50 %, under 98 %, not all; green: all.
 */
export function coverageSvg(report: QualityReport, lang: Language): string {
  const texts = qualityTexts(lang);
  const years = yearsOf(report);
  const height = TOP + years.length * YEAR_HEIGHT + 12;
  const { coverage, source } = report;
  const name = report.symbol === null ? source.name : `${report.symbol} · ${source.name}`;
  const holes =
    coverage.holes.length === 0
      ? texts.noHoles
      : texts.holes(
          numberText(coverage.holes.length, "count"),
          numberText(coverage.missing, "count"),
          numberText(coverage.missing / coverage.expected, "share"),
        );
  const sub = `${texts.calendar} · ${intervalText(report.intervalMs)} · ${texts.bars(numberText(report.count, "count"))} · ${holes}`;
  const blocks = years.map((year, at) =>
    yearBlock(year, TOP + 16 + at * YEAR_HEIGHT, report, texts),
  );
  return `${
    markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" lang="${lang}"><style>${new Markup(STYLE)}</style><rect class="page" width="${WIDTH}" height="${height}"/><text class="title" x="12" y="24">${name}</text><text class="sub" x="12" y="43">${sub}</text>${legend(WIDTH - 150, 24, texts)}${blocks}</svg>`
      .text
  }\n`;
}
