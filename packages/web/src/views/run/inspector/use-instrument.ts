/** The instrument of the configuration: a preset, a preset with changes, or all in numbers. */
import {
  type NormalisedInstrument,
  PerpmillError,
  parseConfig,
  presetInfo,
} from "@perpmill/engine";
import { computed } from "vue";
import { useWorkbenchStore } from "../../../stores/workbench";

export function useInstrument() {
  const bench = useWorkbenchStore();

  /** the preset that is named, in itself or with changes; null: every number is the user's */
  const preset = computed(() => {
    const { instrument } = bench.config;
    const name = typeof instrument === "string" ? instrument : (instrument.preset ?? null);
    return name === null ? null : presetInfo(name);
  });

  /** its rules with all defaults; null while one of them cannot be read */
  const rules = computed((): NormalisedInstrument | null => {
    const account = { initialBalance: 1 };
    const sides = { bidSpread: 0, askSpread: 0, size: { quantity: 1 } };
    const strategy = { name: "dual-maker", ...sides };
    try {
      return parseConfig({ instrument: bench.config.instrument, account, strategy }).instrument;
    } catch (error) {
      if (error instanceof PerpmillError) return null;
      throw error;
    }
  });

  return { preset, rules };
}
