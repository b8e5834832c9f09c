/** Width of text on a terminal: Chinese characters take two columns. */

/** Ranges of characters that are two columns wide, those that the tools' texts can hold. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with ESC
const COLOUR = /\u001b\[\d+m/g;

/** Columns that the text takes, colour codes not counted. */
export function textWidth(text: string): number {
  const plain = text.replace(COLOUR, "");
  return [...plain].length + (plain.match(WIDE)?.length ?? 0);
}

/** The text with spaces behind it up to a width. */
export function padText(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** What is not torn: a word with its per cent, a Chinese character, each with the brackets and stops around it. */
const UNTORN =
  /\s+|[（「]*(?:[\u2e80-\uffe6]|[^\s\u2e80-\uffe6]+(?: %[^\s\u2e80-\uffe6]*)?)[，。；：、）」！？]*/g;

/** Lines of at most `width` columns, broken at spaces, or between Chinese characters. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(UNTORN) ?? []) {
    if (textWidth(line) + textWidth(word.trimEnd()) > width && line !== "") {
      lines.push(line.trimEnd());
      line = word.trimStart();
    } else line += word;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  return lines;
}
