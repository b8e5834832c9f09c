/** Borderless tables of aligned columns. */
import Table from "cli-table3";

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/**
 * Rows of cells as text, columns as wide as their widest cell, two spaces between.
 * @param align one letter a column: `l` or `r`
 */
export function tableText(rows: readonly (readonly string[])[], align: string): string {
  const table = new Table({
    chars: NO_BORDERS,
    colAligns: [...align].map((letter) => (letter === "r" ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
