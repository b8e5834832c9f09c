/** The table of measurements in README, from what `npm run bench` stored in bench/results. */
import { readFileSync } from "node:fs";
import { type Language, table } from "./markdown.js";
import { PAGE_TEXTS } from "./page-texts.js";

interface Stored {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGib: number;
    readonly system: string;
    readonly node: string;
    readonly gcc: string | null;
    readonly load: readonly [number, number];
    readonly day: string;
  };
}

const START = "<!-- bench:start -->";
const END = "<!-- bench:end -->";

function stored(name: string): Stored {
  const file = new URL(`../../bench/results/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Stored;
}

/** The cell of a row under a title. @throws Error when there is no such column */
function cell({ head }: Stored, row: readonly string[], title: string): string {
  const column = head.indexOf(title);
  if (column < 0) throw new Error(`no column "${title}" in ${head.join(", ")}`);
  return row[column];
}

/** The least of "least (median)". */
function least(text: string): string {
  return text.replace(/ \(.*\)$/, "");
}

function machineText({ machine }: Stored): string {
  const { cpu, cores, memoryGib, system, node, gcc, load, day } = machine;
  const busy = load.map((value) => value.toFixed(1)).join(" – ");
  return `*${cpu}, ${cores} cores, ${memoryGib} GiB, ${system}, Node ${node}, ${gcc ?? "no gcc"}; load ${busy}; ${day}.*`;
}

function mainTable(lang: Language): string {
  const texts = PAGE_TEXTS[lang].bench;
  const layers = stored("layers");
  const reference = stored("reference");
  const rows = layers.rows
    .filter((row) => cell(layers, row, "layer") === "lazy")
    .map((row) => {
      const scenario = cell(layers, row, "scenario");
      const slow = reference.rows.find((one) => cell(reference, one, "scenario") === scenario);
      return [
        scenario,
        cell(layers, row, "fills"),
        `**${cell(layers, row, "five years, ms")} ms**`,
        `${least(cell(layers, row, "kernel, ns/bar: least (median)"))} ns`,
        `${cell(layers, row, "kernel / C")}×`,
        slow === undefined ? "–" : texts.slower(cell(reference, slow, "reference / lazy")),
      ];
    });
  return `${table(texts.main, rows, "lrrrrr")}\n\n${machineText(layers)}`;
}

function commandTable(lang: Language): string {
  const texts = PAGE_TEXTS[lang].bench;
  const command = stored("command");
  const rows = command.rows.map((row) => {
    const cached = cell(command, row, "input").includes("in the cache");
    return [
      cached ? texts.inputs.cache : texts.inputs.csv,
      `${cell(command, row, "wall, ms: least")} ms`,
      `${cell(command, row, "CPU, ms: least")} ms`,
      `${cell(command, row, "peak memory, MB: most")} MB`,
    ];
  });
  return `${table(texts.command, rows, "lrrr")}\n\n${machineText(command)}`;
}

function strategiesTable(lang: Language): string {
  const strategies = stored("strategies");
  const rows = strategies.rows.map((row) => [
    cell(strategies, row, "strategy"),
    cell(strategies, row, "fills"),
    `**${cell(strategies, row, "five years, ms")} ms**`,
    `${cell(strategies, row, "lazy, ns/bar")} ns`,
  ]);
  const { bench } = PAGE_TEXTS[lang];
  return `${table(bench.strategies, rows, "lrrr")}\n\n${machineText(strategies)}`;
}

function ownTable(lang: Language): string {
  const { own: head, ways } = PAGE_TEXTS[lang].bench;
  const own = stored("own-strategies");
  const rows = own.rows.map((row) => {
    const [, way, refresh] = /^(.*), (\d+ s)$/.exec(cell(own, row, "written as")) ?? [];
    if (!(way in ways)) throw new Error(`no text for "${way}"`);
    return [
      `${ways[way as keyof typeof ways]}, ${refresh}`,
      `**${cell(own, row, "five years, ms")} ms**`,
      `${least(cell(own, row, "ns/bar: least (median)"))} ns`,
      `${cell(own, row, "of the built-in")}×`,
    ];
  });
  return `${table(head, rows, "lrrr")}\n\n${machineText(own)}`;
}

/** A README with its tables between the markers made anew. @throws Error without markers */
export function withBenchTables(readme: string, lang: Language): string {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README has no ${START} … ${END}`);
  const tables = [mainTable, strategiesTable, ownTable, commandTable]
    .map((make) => make(lang))
    .join("\n\n");
  return `${readme.slice(0, from + START.length)}\n${tables}\n${readme.slice(to)}`;
}
