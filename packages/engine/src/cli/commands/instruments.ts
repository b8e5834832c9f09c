/** `perpmill instruments`: presets and the facts behind them. */
import { nearestName } from "../../config/nearest.js";
import { shortestDecimal } from "../../decimal-text.js";
import { PerpmillError } from "../../errors.js";
import { importedPresets } from "../../instruments/import-store-node.js";
import { PRESET_NAMES, type PresetInfo, presetInfo } from "../../instruments/presets.js";
import { numberText, plainNumber } from "../../reports/number-text.js";
import type { CommandContext } from "../context.js";
import { homeOrNone } from "../home.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";

export interface InstrumentsOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/** The preset of that name, in any case of letters. */
function preset(name: string, all: readonly PresetInfo[], { texts }: CommandContext): PresetInfo {
  const wanted = name.toUpperCase();
  const info = all.find((one) => one.name === wanted);
  if (info !== undefined) return info;
  const names = all.map((one) => one.name);
  throw new PerpmillError("CONFIG_INVALID", {
    message: texts.messages.noSuchInstrument(name, PRESET_NAMES.join(", ")),
    where: { field: "instrument" },
    hint: texts.didYouMean(nearestName(wanted, names) ?? PRESET_NAMES[0]),
  });
}

/** Built-in presets, in their place the imported ones of the same name, then all others. */
async function allPresets(
  options: InstrumentsOptions,
  context: CommandContext,
): Promise<PresetInfo[]> {
  const home = homeOrNone(options.home, context);
  const imported = new Map(home === null ? [] : await importedPresets(home));
  const builtIn = PRESET_NAMES.map((name) => {
    const info = imported.get(name) ?? presetInfo(name);
    imported.delete(name);
    return info;
  });
  return [...builtIn.filter((info) => info !== null), ...imported.values()];
}

function listText(all: readonly PresetInfo[], context: CommandContext): string {
  const { texts, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const columns = texts.instrumentColumns;
  const titles = [
    columns.name,
    columns.tickSize,
    columns.stepSize,
    columns.minQty,
    columns.minNotional,
    columns.maxLeverage,
    columns.maintenance,
  ].map((title) => paint.dim(title));
  const rows = all.map(({ name, instrument }) => [
    paint.bold(name),
    shortestDecimal(instrument.tickSize),
    shortestDecimal(instrument.stepSize),
    shortestDecimal(instrument.minQty),
    shortestDecimal(instrument.minNotional),
    `${instrument.tiers[0].maxLeverage}×`,
    numberText(instrument.tiers[0].maintenanceRate, "share"),
  ]);
  return tableText([titles, ...rows], "lrrrrrr");
}

function detailText(info: PresetInfo, context: CommandContext): string {
  const { texts, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const { instrument } = info;
  const columns = texts.tierColumns;
  const tiers = instrument.tiers.map((tier) => [
    tier.notionalCap === null ? texts.noCap : numberText(tier.notionalCap, "count"),
    `${tier.maxLeverage}×`,
    numberText(tier.maintenanceRate, "share"),
    plainNumber(tier.maintenanceAmount, 10),
  ]);
  const titles = [
    columns.notionalCap,
    columns.maxLeverage,
    columns.maintenanceRate,
    columns.maintenanceAmount,
  ].map((title) => paint.dim(title));
  const facts = texts.instrumentColumns;
  return [
    `${paint.bold(info.name)}  ${texts.readOn(info.exchange, info.filtersRead, info.tiersRead)}`,
    `${facts.tickSize} ${shortestDecimal(instrument.tickSize)} · ${facts.stepSize} ${shortestDecimal(instrument.stepSize)} · ${facts.minQty} ${shortestDecimal(instrument.minQty)} · ${facts.minNotional} ${shortestDecimal(instrument.minNotional)}`,
    texts.fees(
      numberText(instrument.makerFee, "share"),
      numberText(instrument.takerFee, "share"),
      numberText(instrument.liquidationFee, "share"),
    ),
    "",
    tableText([titles, ...tiers], "rrrr"),
  ].join("\n");
}

/**
 * Lists the presets, or one with its margin tiers; with `json` all facts.
 * @throws CONFIG_INVALID for an unknown name
 */
export async function instrumentsCommand(
  name: string | undefined,
  options: InstrumentsOptions,
  context: CommandContext,
): Promise<void> {
  const all = await allPresets(options, context);
  const info = name === undefined ? null : preset(name, all, context);
  const text =
    options.json === true
      ? JSON.stringify(info ?? all, null, 2)
      : info === null
        ? listText(all, context)
        : detailText(info, context);
  context.host.stdout.write(`${text}\n`);
}
