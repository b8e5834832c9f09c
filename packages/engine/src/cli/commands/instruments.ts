/** `perpmill instruments`: presets and the facts behind them. */
import { nearestName } from "../../config/nearest.js";
import { PerpmillError } from "../../errors.js";
import { PRESET_NAMES, type PresetInfo, presetInfo } from "../../instruments/presets.js";
import { shortestDecimal } from "../../reports/decimal-text.js";
import { numberText, plainNumber } from "../../reports/number-text.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";

/** The preset of that name, in any case of letters. */
function preset(name: string, { texts }: CommandContext): PresetInfo {
  const info = presetInfo(name.toUpperCase());
  if (info !== null) return info;
  throw new PerpmillError("CONFIG_INVALID", {
    message: texts.messages.noSuchInstrument(name, PRESET_NAMES.join(", ")),
    where: { field: "instrument" },
    hint: texts.didYouMean(nearestName(name.toUpperCase(), PRESET_NAMES) ?? PRESET_NAMES[0]),
  });
}

function allPresets(): PresetInfo[] {
  return PRESET_NAMES.map((name) => presetInfo(name)).filter((info) => info !== null);
}

function listText(context: CommandContext): string {
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
  const rows = allPresets().map(({ name, instrument }) => [
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
export function instrumentsCommand(
  name: string | undefined,
  json: boolean,
  context: CommandContext,
): void {
  const info = name === undefined ? null : preset(name, context);
  const text = json
    ? JSON.stringify(info ?? allPresets(), null, 2)
    : info === null
      ? listText(context)
      : detailText(info, context);
  context.host.stdout.write(`${text}\n`);
}
