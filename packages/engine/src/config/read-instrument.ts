/** Reads `instrument`: a preset's name, a preset with overrides, or every number written out. */
import { PRESET_NAMES, presetInfo } from "../instruments/presets.js";
import { type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { readSection, type SectionValues } from "./read-section.js";
import { INSTRUMENT } from "./schema.js";
import type { NormalisedInstrument } from "./types.js";

function readPreset(name: unknown, field: string, issues: IssueList): NormalisedInstrument | null {
  const preset = typeof name === "string" ? presetInfo(name) : null;
  if (preset !== null) return preset.instrument;
  const nearest = typeof name === "string" ? nearestName(name, PRESET_NAMES) : null;
  const known = `Known: ${PRESET_NAMES.join(", ")}.`;
  issues.invalid(
    field,
    `${field} must be the name of an instrument preset, got ${show(name)}`,
    nearest === null ? known : `Did you mean "${nearest}"? ${known}`,
  );
  return null;
}

/** The members of `instrument`; those that could not be read are missing. */
export function readInstrument(value: unknown, issues: IssueList): SectionValues {
  if (value === undefined || value === null) {
    issues.invalid(
      "instrument",
      "instrument is required",
      'Name a preset, such as "instrument": "ETHUSDT", or give at least tickSize and stepSize.',
    );
    return {};
  }
  if (typeof value === "string") return { ...readPreset(value, "instrument", issues) };
  if (!isRecord(value) || value.preset === undefined || value.preset === null) {
    const read = readSection(value, INSTRUMENT, "instrument", issues, ["preset"]);
    const minQty = read.minQty === null ? read.stepSize : read.minQty;
    return minQty === undefined ? read : { ...read, minQty };
  }
  const preset = readPreset(value.preset, "instrument.preset", issues);
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
