/** The parameters of the configuration, as the search finds them. */
import { parameterCounts } from "@perpmill/engine";
import { computed } from "vue";
import { useRouter } from "vue-router";
import { valueAt } from "../engine/config-path";
import { useOwnStrategiesStore } from "../stores/own-strategies";
import { useSettingsStore } from "../stores/settings";
import { useWorkbenchStore } from "../stores/workbench";
import { sectionFields } from "../views/run/inspector/form-fields";
import { useInspector } from "../views/run/inspector/use-inspector";
import type { Found, FoundGroup } from "./palette";

/** Sections with fields of their own, beside the strategy's parameters. */
const SECTIONS = [
  "account",
  "path",
  "fills",
  "funding",
  "rebate",
  "risk",
  "volatility",
  "quoting",
  "data",
];

export function useParameters() {
  const bench = useWorkbenchStore();
  const strategies = useOwnStrategiesStore();
  const settings = useSettingsStore();
  const router = useRouter();
  const { reveal } = useInspector();

  function found(path: string, title: string, detail: string, words: readonly string[]): Found {
    const run = async () => {
      await router.push({ name: "run" });
      await reveal(path);
    };
    return { id: `parameters.${path}`, title, detail, words: [path, ...words], run };
  }

  return computed<FoundGroup>(() => {
    const { language } = settings;
    const strategy = strategies.descriptorOf(String(valueAt(bench.config, "strategy.name")));
    const parameters = strategy?.parameters ?? [];
    const own = parameters
      .filter((parameter) => parameterCounts(parameter, parameters, bench.config.strategy))
      .map(({ name, label, help }) =>
        found(`strategy.${name}`, label[language], help[language], [label.en, label.zh]),
      );
    const others = SECTIONS.flatMap((section) =>
      sectionFields(section, language).map(({ path, label, help }) => found(path, label, help, [])),
    );
    return { name: "parameters", found: [...own, ...others] };
  });
}
