/** Examples that the help of each command shows. */
import type { CliTexts } from "./texts/en.js";

type Example = readonly [line: string, note: keyof CliTexts["exampleNotes"]];

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  perpmill: [
    ["perpmill demo", "demo"],
    ["perpmill init config.json", "init"],
    ["perpmill run config.json --data ETHUSDT-1m-2024-01.zip", "run"],
  ],
  run: [
    ["perpmill run config.json --data bars.csv.gz", "run"],
    [
      "perpmill run config.json --data bars.zip --out result.json --trades trades.csv --equity equity.csv",
      "runFiles",
    ],
    ["perpmill run config.json --data bars.zip --set strategy.bidSpread=0.003", "runSet"],
    [
      "perpmill run config.json --data 'klines/*.zip' --mark mark.zip --funding funding.csv",
      "runMonths",
    ],
    ["perpmill run config.json --data bars.zip --json", "json"],
  ],
  demo: [
    ["perpmill demo", "demo"],
    ["perpmill demo --bars 525600 --seed 7 --json", "json"],
  ],
  init: [
    ["perpmill init", "init"],
    ["perpmill init levels.json --strategy pure-maker", "initStrategy"],
  ],
  report: [
    ["perpmill run config.json --data bars.zip --out result.json", "runFiles"],
    ["perpmill report result.json --out report.html", "report"],
  ],
  envelope: [["perpmill envelope config.json --data bars.zip", "envelope"]],
  strategies: [
    ["perpmill strategies", "list"],
    ["perpmill strategies dual-maker", "one"],
  ],
  instruments: [
    ["perpmill instruments", "list"],
    ["perpmill instruments ETHUSDT", "one"],
  ],
  schema: [["perpmill schema > perpmill.schema.json", "schema"]],
};

/** The examples of a command as lines under a title; empty when it has none. */
export function examplesText(command: string, texts: CliTexts): string {
  const examples = EXAMPLES[command] ?? [];
  if (examples.length === 0) return "";
  const lines = examples.map(([line, note]) => `  # ${texts.exampleNotes[note]}\n  ${line}`);
  return `\n${texts.examples}\n${lines.join("\n")}`;
}
