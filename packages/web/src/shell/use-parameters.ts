/** The parameters of the strategy on the bench, as the search finds them. */
import { describeStrategy } from "@perpmill/engine";
import { computed } from "vue";
import { useRouter } from "vue-router";
import { valueAt } from "../engine/config-path";
import { useSettingsStore } from "../stores/settings";
import { useWorkbenchStore } from "../stores/workbench";
import type { FoundGroup } from "./palette";
import { showField } from "./show-field";

export function useParameters() {
  const bench = useWorkbenchStore();
  const settings = useSettingsStore();
  const router = useRouter();

  return computed<FoundGroup>(() => {
    const strategy = describeStrategy(String(valueAt(bench.config, "strategy.name")));
    return {
      name: "parameters",
      found: strategy.parameters.map(({ name, label, help }) => ({
        id: `parameters.${name}`,
        title: label[settings.language],
        detail: help[settings.language],
        words: [name, label.en, label.zh],
        run: async () => {
          await router.push({ name: "run" });
          await showField(`strategy.${name}`);
        },
      })),
    };
  });
}
