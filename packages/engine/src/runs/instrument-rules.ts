/** Which day's rules of the exchange stand behind the instrument of a configuration. */
import { type PresetLookup, presetNamed } from "../config/read-instrument.js";
import type { InstrumentRules } from "./result.js";

/**
 * The rules that an `instrument` of a configuration names; numbers written beside a preset's name
 * are the user's own.
 */
export function instrumentRules(instrument: unknown, presets?: PresetLookup): InstrumentRules {
  const preset = presetNamed(instrument, presets);
  return {
    source: preset?.source ?? "configuration",
    filtersDate: preset?.filtersRead ?? null,
    tiersDate: preset?.tiersRead ?? null,
  };
}
