/** results/README.md, made from every stored result. */
import { existsSync, readFileSync } from "node:fs";
import { machineText } from "./machine.js";
import { markdownTable, type StoredResult } from "./suite.js";

function section(result: StoredResult): string {
  const { title, notes, machine } = result;
  const parts = [`## ${title}`, ...notes, markdownTable(result), `*${machineText(machine)}*`];
  return parts.join("\n\n");
}

const HEAD = `# Measured

Made by \`npm run bench\`; do not edit. Times are the least CPU time of several runs that take turns
unless a column says otherwise, because the machine had other work; compare ratios rather than times.
Five years are 2,628,000 synthetic minute bars.`;

/**
 * The page.
 * @param folder where the results are
 * @param names in the order of the page; those not measured yet are left out
 */
export function resultsPage(folder: URL, names: readonly string[]): string {
  const sections = names
    .map((name) => new URL(`${name}.json`, folder))
    .filter((file) => existsSync(file))
    .map((file) => section(JSON.parse(readFileSync(file, "utf8")) as StoredResult));
  return `${[HEAD, ...sections].join("\n\n")}\n`;
}
