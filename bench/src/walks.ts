/** `npm run walks -w bench`: measures what minute bars cannot know, and writes the table into the docs. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { replacePart, writeWhole } from "./generated-text.js";
import { MINUTE_SIGMA_RATIO, measureWalks, SPREAD_RATIO } from "./walks/measure.js";
import { walkTable } from "./walks/walk-table.js";

const { values } = parseArgs({
  options: {
    walks: { type: "string", default: "96" },
    minutes: { type: "string", default: "8000" },
    seed: { type: "string", default: "1" },
    // only print
    dry: { type: "boolean", default: false },
  },
});

const study = {
  seed: Number(values.seed),
  walks: Number(values.walks),
  minutes: Number(values.minutes),
};
const rows = await measureWalks(study);
const table = walkTable(study, rows);
process.stdout.write(`${table}\n`);

if (!values.dry) {
  const settings = { minuteSigmaRatio: MINUTE_SIGMA_RATIO, spreadRatio: SPREAD_RATIO };
  const page = fileURLToPath(new URL("../../docs/minute-bars.md", import.meta.url));
  const results = fileURLToPath(new URL("../results/walks.json", import.meta.url));
  writeWhole(results, `${JSON.stringify({ study, settings, rows }, null, 2)}\n`);
  replacePart(page, "walks", table);
}
