/** The table of a walk study as Markdown. */
import type { Estimate, WalkRow, WalkStudy } from "./measure.js";

function signed({ mean, error }: Estimate): string {
  const sign = mean < 0 ? "−" : "+";
  return `${sign}${Math.abs(mean).toFixed(2)} ± ${error.toFixed(2)}`;
}

function plain({ mean, error }: Estimate): string {
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}

function line(row: WalkRow): string {
  const quoted = row.quotesEverySeconds === 60 ? "once a bar (60 s)" : "inside a bar (about 20 s)";
  const source = row.model === null ? "**the walk itself, second by second**" : `\`${row.model}\``;
  const cells = [quoted, source, plain(row.fillsPerMinute), signed(row.resultBps)];
  return `| ${cells.join(" | ")} |`;
}

/** One line a row, means with their standard errors. */
export function walkTable(study: WalkStudy, rows: readonly WalkRow[]): string {
  const { seed, walks, minutes } = study;
  return [
    "| quotes renewed | bars and path model | fills a minute | result, bps of notional traded |",
    "| --- | --- | ---: | ---: |",
    ...rows.map(line),
    "",
    `${walks} walks of ${minutes} minutes each, seed ${seed}; ± is one standard error.`,
  ].join("\n");
}
