/** How numbers and times are written, by the settings of the page. Texts that are on screen follow. */
import { shallowReactive } from "vue";

export const SEPARATORS = ["comma", "space", "none"] as const;
export type Separator = (typeof SEPARATORS)[number];

export const TIME_FORMATS = ["iso", "local"] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export interface WritingStyle {
  /** between thousands */
  separator: Separator;
  /** whether long numbers are cut short: `2.63M` */
  compact: boolean;
  /** `2024-01-31 20:05`, or as the language writes it */
  times: TimeFormat;
  /** BCP 47, of compact numbers and of times */
  locale: string;
}

export const writingStyle = shallowReactive<WritingStyle>({
  separator: "comma",
  compact: false,
  times: "iso",
  locale: "en-GB",
});
