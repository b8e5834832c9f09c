/** What every command is given. */
import type { Language } from "../reports/texts/index.js";
import type { CliHost } from "./host.js";
import type { CliTexts } from "./texts/en.js";

export interface CommandContext {
  readonly host: CliHost;
  readonly lang: Language;
  readonly texts: CliTexts;
}
