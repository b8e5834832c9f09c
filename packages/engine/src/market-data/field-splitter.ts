/** Splits one line of a CSV into fields; quoted lines go through uDSV. */
import { inferSchema, initParser, type Parser } from "udsv";

export class FieldSplitter {
  private readonly delimiter: string;
  private readonly quoted: Parser | null;

  /** @param columnCount fields of an ordinary line, null when not known yet */
  constructor(delimiter: string, columnCount: number | null) {
    this.delimiter = delimiter;
    this.quoted = columnCount === null ? null : quotedParser(delimiter, columnCount);
  }

  /** The fields of a line without its line end, trimmed; quoted ones may hold the delimiter. */
  split(line: string): string[] {
    if (!line.includes('"')) return trimmed(line.split(this.delimiter));
    const [row] = this.quoted?.stringArrs<string[]>(line) ?? [];
    // uDSV drops a row that is too short and leaves what is too much in the last field
    if (row !== undefined && !row[row.length - 1].includes(this.delimiter)) return trimmed(row);
    return trimmed(this.splitOfUnknownWidth(line));
  }

  private splitOfUnknownWidth(line: string): string[] {
    let fields: string[] = [];
    inferSchema(`${line}\n`, {
      col: this.delimiter,
      row: "\n",
      encl: '"',
      header: (rows) => {
        fields = rows[0] ?? [];
        return [[]];
      },
    });
    return fields;
  }
}

function trimmed(fields: readonly string[]): string[] {
  return fields.map((field) => field.trim());
}

function quotedParser(delimiter: string, columnCount: number): Parser {
  const cols = Array.from({ length: columnCount }, (_, index) => ({
    name: String(index),
    type: "s" as const,
    repl: { empty: null, null: undefined, NaN: undefined },
  }));
  return initParser({ col: delimiter, row: "\n", encl: '"', esc: '"', trim: true, cols });
}
