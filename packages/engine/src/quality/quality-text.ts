/** A quality report in words, for a terminal. */

import { shortestDecimal } from "../decimal-text.js";
import {
  dateText,
  intervalText,
  minuteText,
  numberText,
  plainNumber,
} from "../reports/number-text.js";
import type { Language } from "../reports/texts/index.js";
import type { PriceComparison } from "./compare-prices.js";
import type { FundingQuality } from "./funding-quality.js";
import type { Outliers } from "./outliers.js";
import type { QualityReport } from "./quality-report.js";
import { type QualityTexts, qualityTexts } from "./quality-texts.js";
import type { Runs } from "./still-runs.js";
import type { TickQuality } from "./ticks.js";

/** One subject: a title, what was found, and details on lines of their own. */
export interface QualityLine {
  readonly title: string;
  readonly text: string;
  readonly details: readonly string[];
  /** whether a reader should look at it */
  readonly notable: boolean;
}

const LISTED = 8;

function count(value: number): string {
  return numberText(value, "count");
}

function share(value: number): string {
  return numberText(value, "share");
}

/** The first few lines and how many more there are. */
function cut<Item>(
  items: readonly Item[],
  all: number,
  line: (item: Item) => string,
  texts: QualityTexts,
): string[] {
  const lines = items.slice(0, LISTED).map(line);
  return all > lines.length ? [...lines, texts.more(count(all - lines.length))] : lines;
}

function coverageLine({ coverage }: QualityReport, texts: QualityTexts): QualityLine {
  const { holes, missing, expected } = coverage;
  const largest = [...holes].sort((a, b) => b.bars - a.bars);
  return {
    title: texts.coverage,
    text:
      holes.length === 0
        ? `${share(1)}, ${texts.noHoles}`
        : `${share(coverage.share)}, ${texts.holes(count(holes.length), count(missing), share(missing / expected))}`,
    details: cut(
      largest,
      holes.length,
      ({ bars, fromMs }) => texts.barsFrom(count(bars), minuteText(fromMs)),
      texts,
    ),
    notable: holes.length > 0,
  };
}

function leftOutLine({ leftOut }: QualityReport, texts: QualityTexts): QualityLine {
  const parts: readonly (readonly [number, string])[] = [
    [leftOut.duplicates, texts.duplicates],
    [leftOut.outOfOrder, texts.outOfOrder],
    [leftOut.misaligned, texts.misaligned],
    [leftOut.others, texts.otherRows],
  ];
  const named = parts.filter(([rows]) => rows > 0).map(([rows, name]) => `${count(rows)} ${name}`);
  return {
    title: texts.leftOut,
    text: leftOut.all === 0 ? texts.nothing : named.join(", "),
    details: leftOut.reasons,
    notable: leftOut.all > 0,
  };
}

function runsLine(title: string, runs: Runs | null, texts: QualityTexts): QualityLine {
  if (runs === null) return { title, text: texts.noVolumeColumn, details: [], notable: false };
  const { longest } = runs;
  if (longest === null) return { title, text: texts.nothing, details: [], notable: false };
  const text = texts.runs(count(runs.bars), share(runs.share), count(runs.runs));
  const details = [texts.longestRun(count(longest.bars), minuteText(longest.fromMs))];
  return { title, text, details, notable: longest.bars >= 10 || runs.share > 0.01 };
}

function tickLine(ticks: TickQuality, texts: QualityTexts): QualityLine {
  const observed = texts.observed(shortestDecimal(ticks.observedTick));
  const { tickSize, offTick, firstOffMs, lastOffMs } = ticks;
  const title = texts.ticks;
  if (tickSize === null || offTick === null || firstOffMs === null || lastOffMs === null) {
    return { title, text: observed, details: [], notable: false };
  }
  const span = texts.between(minuteText(firstOffMs), minuteText(lastOffMs));
  const text = texts.offTick(count(offTick), shortestDecimal(tickSize));
  return { title, text: `${text}, ${span}`, details: [observed], notable: true };
}

function outlierLine(outliers: Outliers, texts: QualityTexts): QualityLine {
  const { rule, largest } = outliers;
  const bySize = [...largest].sort((a, b) => Math.abs(b.move) - Math.abs(a.move));
  const line = ({ openMs, kind, move, times, reversed }: (typeof largest)[number]) =>
    [
      `${minuteText(openMs)} ${texts[kind]} ${numberText(move, "signedShare")}`,
      ...(times === null ? [] : [texts.times(plainNumber(times, 3))]),
      ...(kind === "move" && reversed ? [texts.reversed] : []),
    ].join(", ");
  const { minRatio, minTimes, window } = rule;
  const words = texts.outlierRule(share(minRatio), count(minTimes), count(window));
  return {
    title: texts.outliers,
    text: outliers.count === 0 ? texts.nothing : texts.outlierCount(count(outliers.count)),
    details: [...cut(bySize, outliers.count, line, texts), words],
    notable: outliers.count > 0,
  };
}

function comparisonLine(title: string, other: PriceComparison, texts: QualityTexts): QualityLine {
  const { matched, onlyHere, onlyThere, basisBps, equal, correlation } = other;
  const bps = (value: number) => numberText(value, "signedBps");
  const details = [other.source];
  if (basisBps !== null) {
    const { mean, sd, max, maxMs } = basisBps;
    details.push(texts.basis(bps(mean), `${plainNumber(sd, 3)} bp`, bps(max), minuteText(maxMs)));
    details.push(texts.equal(share(equal / matched)));
  }
  if (correlation !== null) details.push(texts.correlation(plainNumber(correlation, 4)));
  return {
    title,
    text: texts.matched(count(matched), count(onlyHere), count(onlyThere)),
    details,
    notable: onlyHere + onlyThere > 0 || matched === 0,
  };
}

function fundingLine(funding: FundingQuality, texts: QualityTexts): QualityLine {
  const { usualHours, missing, odd, oddCount, offHour, rate } = funding;
  const parts = [
    texts.settlements(count(funding.count), usualHours === null ? "–" : String(usualHours)),
    missing === 0 ? null : texts.missing(count(missing)),
    oddCount === 0 ? null : texts.odd(count(oddCount)),
    offHour === 0 ? null : texts.offHour(count(offHour)),
  ];
  const fraction = (value: number) => numberText(value, "signedShare");
  const rates =
    rate === null ? [] : [texts.rates(fraction(rate.min), fraction(rate.mean), fraction(rate.max))];
  const oddLines = cut(
    odd,
    oddCount,
    ({ fromMs, hours }) => texts.hoursFrom(count(hours), minuteText(fromMs)),
    texts,
  );
  return {
    title: texts.funding,
    text: parts.filter((part) => part !== null).join(", "),
    details: [funding.source, ...rates, ...oddLines],
    notable: missing + oddCount + offHour > 0 || funding.count === 0,
  };
}

/** What the bars are, on one line. */
export function qualityHeadline(report: QualityReport, lang: Language): string {
  const { firstMs, lastMs, intervalMs } = report;
  const name = report.symbol ?? report.source.name;
  const bars = qualityTexts(lang).bars(count(report.count));
  const span = `${dateText(firstMs)} → ${dateText(lastMs)}`;
  return `${name}  ${span}  ${bars} (${intervalText(intervalMs)})`;
}

/** Every subject of a report, in order. */
export function qualityLines(report: QualityReport, lang: Language): QualityLine[] {
  const texts = qualityTexts(lang);
  const { mark, second, funding, fill } = report;
  return [
    coverageLine(report, texts),
    ...(fill === "none"
      ? []
      : [{ title: texts.fill, text: texts.fills[fill], details: [], notable: true }]),
    leftOutLine(report, texts),
    runsLine(texts.zeroVolume, report.zeroVolume, texts),
    runsLine(texts.flat, report.flat, texts),
    tickLine(report.ticks, texts),
    outlierLine(report.outliers, texts),
    ...(mark === null ? [] : [comparisonLine(texts.mark, mark, texts)]),
    ...(second === null ? [] : [comparisonLine(texts.second, second, texts)]),
    ...(funding === null ? [] : [fundingLine(funding, texts)]),
  ];
}
