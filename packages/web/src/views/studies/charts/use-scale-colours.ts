/** Colours of values by the theme that charts have now. */
import { computed } from "vue";
import "../../../styles/scale-tokens.css";
import { colourOn, pageColour } from "../../../charts/kline-styles";
import { useSettingsStore } from "../../../stores/settings";
import { scaleColours } from "./value-scale";

/** @param surface the element that is drawn on, whose theme may be another than the page's; null: not there yet */
export function useScaleColours(surface: () => Element | null) {
  const settings = useSettingsStore();
  const colour = computed(() => {
    // Tokens are read anew when the look has changed.
    void settings.look;
    const element = surface();
    return element === null ? pageColour : colourOn(element);
  });
  return {
    colour,
    colours: (diverging: boolean) => scaleColours(diverging, colour.value),
  };
}
