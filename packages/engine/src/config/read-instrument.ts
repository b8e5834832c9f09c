/** Reads `instrument`: a preset's name, a preset with overrides, or every number written out. */
import { PRESET_NAMES, type PresetInfo, presetInfo } from "../instruments/presets.js";
import { type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { readSection, type SectionValues } from "./read-section.js";
import { INSTRUMENT } from "./schema.js";
import type { NormalisedInstrument } from "./types.js";

/** Presets that take the place of built-in ones of the same name, and add to them. */
export type PresetLookup = ReadonlyMap<string, PresetInfo>;

/** The preset that an `instrument` names, in itself or as `preset`; null when it names none. */
export function presetNamed(value: unknown, presets?: PresetLookup): PresetInfo | null {
  const name = isRecord(value) ? value.preset : value;
  return typeof name === "string" ? (presets?.get(name) ?? presetInfo(name)) : null;
}

function readPreset(
  name: unknown,
  field: string,
  issues: IssueList,
  presets: PresetLookup | undefined,
): NormalisedInstrument | null {
  const preset = presetNamed(name, presets);
  if (preset !== null) return preset.instrument;
  const names = [...PRESET_NAMES, ...(presets?.keys() ?? [])];
  const nearest = typeof name === "string" ? nearestName(name, names) : null;
  const known = `Known: ${PRESET_NAMES.join(", ")}.`;
  issues.invalid(
    field,
    `${field} must be the name of an instrument preset, got ${show(name)}`,
    nearest === null ? known : `Did you mean "${nearest}"? ${known}`,
  );
  return null;
}

/** The members of `instrument`; those that could not be read are missing. */
export function readInstrument(
  value: unknown,
  issues: IssueList,
  presets?: PresetLookup,
): SectionValues {
  if (value === undefined || value === null) {
    issues.invalid(
      "instrument",
      "instrument is required",
      'Name a preset, such as "instrument": "ETHUSDT", or give at least tickSize and stepSize.',
    );
    return {};
  }
  if (typeof value === "string") return { ...readPreset(value, "instrument", issues, presets) };
  if (!isRecord(value) || value.preset === undefined || value.preset === null) {
    const read = readSection(value, INSTRUMENT, "instrument", issues, ["preset"]);
    const minQty = read.minQty === null ? read.stepSize : read.minQty;
    return minQty === undefined ? read : { ...read, minQty };
  }
  const preset = readPreset(value.preset, "instrument.preset", issues, presets);
  if (preset === null) return {};
  const given = Object.entries(value).filter(([, member]) => member !== null);
  return readSection(
    { ...preset, ...Object.fromEntries(given) },
    INSTRUMENT,
    "instrument",
    issues,
    ["preset"],
  );
}
