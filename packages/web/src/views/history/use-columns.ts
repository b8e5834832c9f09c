/** The columns of the history that the reader chose, kept with the settings. */
import { computed } from "vue";
import { useSettingsStore } from "../../stores/settings";
import { FACT_COLUMNS, FIGURE_COLUMNS, FIRST_COLUMNS } from "./columns";

export function useColumns() {
  const settings = useSettingsStore();
  const shown = computed({
    get: () => settings.historyColumns ?? FIRST_COLUMNS,
    set: (names) => {
      settings.historyColumns = names;
    },
  });
  return {
    /** names, of facts and of figures */
    shown,
    facts: computed(() => FACT_COLUMNS.filter((one) => shown.value.includes(one.name))),
    figures: computed(() => FIGURE_COLUMNS.filter((one) => shown.value.includes(one.name))),
  };
}
