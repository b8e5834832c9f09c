/** The language of a request: Chinese when it is asked for first, English else. */

export type Language = "en" | "zh";

/**
 * The language that an `Accept-Language` header prefers.
 * @param header as sent, such as `zh-CN,zh;q=0.9,en;q=0.5`; undefined: none was sent
 */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? "").split(",").map((part, index) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const weight = parameters.map((one) => /^\s*q=([0-9.]+)$/.exec(one)?.[1]).find(Boolean);
    return { language: tag.split("-")[0], weight: Number(weight ?? 1), index };
  });
  const known = wishes.filter(({ language, weight }) => /^(en|zh)$/.test(language) && weight > 0);
  known.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return known[0]?.language === "zh" ? "zh" : "en";
}
