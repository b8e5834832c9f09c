/** Which language to speak: `--lang`, else the locale of the environment. */
import { LANGUAGES, type Language } from "../reports/texts/index.js";
import { type CliTexts, EN } from "./texts/en.js";
import { ZH } from "./texts/zh.js";

function isLanguage(text: string | undefined): text is Language {
  return (LANGUAGES as readonly (string | undefined)[]).includes(text);
}

/** The value of `--lang VALUE` or `--lang=VALUE`; undefined when it is not given. */
function askedLanguage(argv: readonly string[]): string | undefined {
  for (let index = 0; index < argv.length; index++) {
    if (argv[index] === "--") return undefined;
    if (argv[index] === "--lang") return argv[index + 1];
    if (argv[index].startsWith("--lang=")) return argv[index].slice("--lang=".length);
  }
  return undefined;
}

/**
 * The language of the command: `--lang`, else Chinese where the first of LC_ALL, LC_MESSAGES and LANG
 * that is set starts with `zh`, else English. A wrong `--lang` is left to the option's own check.
 */
export function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = askedLanguage(argv);
  if (isLanguage(asked)) return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** All words of the command in one language. */
export function cliTexts(lang: Language): CliTexts {
  return lang === "zh" ? ZH : EN;
}
