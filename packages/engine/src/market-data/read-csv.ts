/** Reads one CSV: sniffs its dialect, then hands its bytes to the parser chosen for it. */
import { joinBytes, LINE_BYTES_MAX } from "./complete-lines.js";
import { type CsvDialect, notCsv, sniffDialect } from "./csv-dialect.js";
import type { CsvConsumer } from "./text-rows.js";

const LINE_FEED = 10;
const SPACE = 32;
/** Bytes of nothing but empty lines and blanks on end: a packed file of them would keep a reader busy. */
const BLANK_BYTES_MAX = 1 << 20;

/**
 * Reads `chunks` to their end.
 * @param open makes the parser, once the dialect is known
 * @param after called after every chunk
 * @throws FILE_NOT_CSV, BARS_EMPTY and whatever the parser throws
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  open: (dialect: CsvDialect) => CsvConsumer,
  after: () => void,
): Promise<void> {
  let head = new Uint8Array(0);
  let consumer: CsvConsumer | null = null;
  const begin = () => {
    const dialect = sniffDialect(head.subarray(0, LINE_BYTES_MAX), file);
    const opened = open(dialect);
    opened.push(head.subarray(dialect.markBytes));
    return opened;
  };
  let blankBytes = 0;
  for await (const chunk of chunks) {
    blankBytes = isBlank(chunk) ? blankBytes + chunk.length : 0;
    if (blankBytes > BLANK_BYTES_MAX) {
      throw notCsv(file, `more than ${BLANK_BYTES_MAX} bytes on end are empty lines`);
    }
    if (consumer !== null) consumer.push(chunk);
    else {
      head = joinBytes(head, chunk);
      if (hasTwoLines(head) || head.length >= LINE_BYTES_MAX) consumer = begin();
    }
    after();
  }
  consumer ??= begin();
  consumer.end();
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= SPACE);
}

function hasTwoLines(bytes: Uint8Array): boolean {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    lines += bytes[at - 1] === LINE_FEED || at === 0 ? 0 : 1;
    if (lines === 2) return true;
    if (at > LINE_BYTES_MAX) return true;
  }
  return false;
}
