/** `perpmill strategy check` and `perpmill strategy build`: own strategies, compiled. */
import { resolve } from "node:path";
import { shortestDecimal } from "../../decimal-text.js";
import type { StrategyParameter } from "../../strategies/registry.js";
import { compileStrategy } from "../../user-strategies/compile-strategy.js";
import { loadStrategy, readStrategyFile } from "../../user-strategies/load-strategy-node.js";
import type { StrategyFacts } from "../../user-strategies/strategy-facts.js";
import type { CommandContext } from "../context.js";
import { withOutputFiles } from "../output-files.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";

export interface StrategyOptions {
  readonly json?: boolean;
}

export interface StrategyBuildOptions extends StrategyOptions {
  readonly out?: string;
}

function defaultText(parameter: StrategyParameter, { texts }: CommandContext): string {
  if (parameter.type === "boolean") return String(parameter.default);
  if (parameter.type !== "number" || parameter.default === "interval") return texts.defaultInterval;
  return shortestDecimal(Number(parameter.default));
}

function rangeText(parameter: StrategyParameter, { texts }: CommandContext): string {
  if (parameter.type !== "number") return texts.units.flag;
  return `${texts.units[parameter.unit]} ${shortestDecimal(parameter.min)} … ${shortestDecimal(parameter.max)}`;
}

function factsText({ descriptor, className, hash }: StrategyFacts, context: CommandContext) {
  const { texts, lang, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const rows = descriptor.parameters.map((parameter) => [
    paint.bold(parameter.name),
    defaultText(parameter, context),
    rangeText(parameter, context),
    parameter.help[lang],
  ]);
  const titles = [texts.parameter, texts.default, texts.range, ""].map((title) => paint.dim(title));
  return [
    paint.bold(texts.strategies.fine(className, hash)),
    `${texts.positionMode[descriptor.positionMode]} · ${descriptor.help[lang]}`,
    "",
    tableText([titles, ...rows], "llll"),
    "",
  ].join("\n");
}

/**
 * Compiles a strategy and tells its parameters.
 * @throws FILE_NOT_FOUND, STRATEGY_INVALID with every problem
 */
export async function strategyCheckCommand(
  file: string,
  options: StrategyOptions,
  context: CommandContext,
): Promise<void> {
  const { host } = context;
  const source = await readStrategyFile(resolve(host.cwd, file));
  const facts = await compileStrategy(source, {
    fileName: file,
    optimize: "fast",
    signal: host.signal,
  });
  const { hash, className, descriptor } = facts;
  host.stdout.write(
    options.json === true
      ? `${JSON.stringify({ hash, className, descriptor }, null, 2)}\n`
      : factsText(facts, context),
  );
}

/**
 * Compiles a strategy into a module beside its source, or where `out` says.
 * @throws FILE_NOT_FOUND, STRATEGY_INVALID with every problem, OUTPUT_NOT_WRITABLE
 */
export async function strategyBuildCommand(
  file: string,
  options: StrategyBuildOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const out = options.out ?? file.replace(/(\.ts)?$/, ".wasm");
  const facts = await withOutputFiles(context, async (files) => {
    files.check([{ option: "--out", path: out }], [{ option: "FILE", path: file }]);
    const loaded = await loadStrategy(resolve(host.cwd, file), { signal: host.signal });
    await files.write(out, [loaded.wasm]);
    return loaded;
  });
  const { hash, className, descriptor, wasm } = facts;
  if (options.json === true) {
    const built = { hash, className, descriptor, file: out, bytes: wasm.length };
    host.stdout.write(`${JSON.stringify(built, null, 2)}\n`);
    return;
  }
  host.stdout.write(factsText(facts, context));
  host.stdout.write(`${texts.strategies.built(out, String(wasm.length))}\n`);
}
