/**
 * Reads the text of a configuration: JSON that may also hold comments and trailing commas.
 *
 * Written out rather than handed to JSON.parse because that gives up the place of an error, drops
 * digits that a double cannot hold and lets the last of two equal keys win; each is an error here,
 * with line and column.
 */
import { PerpmillError } from "../errors.js";
import { exactNumber } from "../units.js";
import { rememberPlaces, type TextPlace } from "./text-places.js";

/** Objects and lists inside each other; a configuration has five. */
const DEPTH_MAX = 64;

const SPACE_OR_COMMENT = /(?:[ \t\r\n\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /[A-Za-z_$][\w$]*/y;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

class ConfigText {
  readonly #text: string;
  readonly #file: string | undefined;
  readonly #lineStarts: number[] = [0];
  #index = 0;
  #depth = 0;

  constructor(text: string, file: string | undefined) {
    this.#text = text;
    this.#file = file;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
      this.#lineStarts.push(at + 1);
    }
  }

  document(): unknown {
    this.#skip();
    if (this.#index === this.#text.length) this.#fail("the configuration is empty", "Fill it in.");
    const value = this.#value();
    this.#skip();
    if (this.#index < this.#text.length) {
      this.#fail(`${this.#seen()} follows the end of the configuration`, "Remove it.");
    }
    return value;
  }

  #placeAt(index: number): TextPlace {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle] <= index) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: index - this.#lineStarts[low] + 1 };
  }

  #fail(message: string, hint: string, index = this.#index): never {
    const file = this.#file === undefined ? {} : { file: this.#file };
    throw new PerpmillError("CONFIG_INVALID", {
      message,
      where: { ...file, ...this.#placeAt(index) },
      hint,
    });
  }

  /** The next token as it is shown in a message. */
  #seen(): string {
    if (this.#index >= this.#text.length) return "the end of the text";
    const rest = this.#text.slice(this.#index, this.#index + 24);
    return JSON.stringify(/^[\w$.+-]+|^./su.exec(rest)?.[0] ?? rest[0]);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#index = pattern.lastIndex;
    return found[0];
  }

  #skip(): void {
    this.#match(SPACE_OR_COMMENT);
    if (this.#text.startsWith("/*", this.#index)) {
      this.#fail("a comment is not closed", "Close it with */.");
    }
  }

  #take(character: string): boolean {
    this.#skip();
    if (this.#text[this.#index] !== character) return false;
    this.#index++;
    return true;
  }

  #value(): unknown {
    this.#skip();
    const next = this.#text[this.#index];
    if (next === "{" || next === "[") {
      if (++this.#depth > DEPTH_MAX) {
        this.#fail(`more than ${DEPTH_MAX} objects or lists inside each other`, "Nest less.");
      }
      const value = next === "{" ? this.#object() : this.#list();
      this.#depth--;
      return value;
    }
    if (next === '"') return this.#string("a text");
    return this.#number() ?? this.#word();
  }

  #string(what: string): string {
    const found = this.#match(STRING);
    if (found !== null) return JSON.parse(found) as string;
    if (this.#text[this.#index] !== '"') {
      this.#fail(
        `expected ${what} in double quotes, found ${this.#seen()}`,
        "Write keys and texts in double quotes.",
      );
    }
    return this.#fail(
      "a text is not closed on its line or has a wrong \\ in it",
      'Close it with "; write \\ as \\\\.',
    );
  }

  #number(): number | string | null {
    const start = this.#index;
    const found = this.#match(NUMBER);
    if (found === null) return null;
    const number = exactNumber(found);
    if (typeof number === "number") return number;
    // A seed has 64 bits; any other field refuses the text.
    if (/^\d+$/.test(found)) return found;
    return this.#fail(
      `${found} has more digits than a 64-bit number holds`,
      "Give at most 15 significant digits.",
      start,
    );
  }

  #word(): unknown {
    const start = this.#index;
    const word = this.#match(WORD);
    if (word !== null && WORDS.has(word)) return WORDS.get(word);
    this.#index = start;
    return this.#fail(
      `expected a value, found ${this.#seen()}`,
      "Values are numbers like 0.01, texts in double quotes, true, false, null, {…} and […].",
    );
  }

  /** The comma after a member, or the end; both may follow each other. */
  #endsWith(close: string, what: string): boolean {
    const comma = this.#take(",");
    if (this.#take(close)) return true;
    if (comma) return false;
    return this.#fail(
      `expected a comma or ${close} after ${what}, found ${this.#seen()}`,
      `Add a comma or ${close}.`,
    );
  }

  #object(): object {
    const members: Record<string, unknown> = {};
    const places = new Map<string, TextPlace>();
    rememberPlaces(members, places);
    this.#take("{");
    if (this.#take("}")) return members;
    do {
      this.#skip();
      const start = this.#index;
      const key = this.#string("a key");
      if (places.has(key)) {
        this.#fail(`the key "${key}" is given twice`, "Keep one of them.", start);
      }
      places.set(key, this.#placeAt(start));
      if (!this.#take(":")) {
        this.#fail(`expected a colon after "${key}", found ${this.#seen()}`, "Add a colon.");
      }
      const value = this.#value();
      // defineProperty, because assigning to __proto__ would not make a key.
      Object.defineProperty(members, key, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    } while (!this.#endsWith("}", "a member"));
    return members;
  }

  #list(): unknown[] {
    const items: unknown[] = [];
    const places = new Map<string, TextPlace>();
    rememberPlaces(items, places);
    this.#take("[");
    if (this.#take("]")) return items;
    do {
      this.#skip();
      places.set(String(items.length), this.#placeAt(this.#index));
      items.push(this.#value());
    } while (!this.#endsWith("]", "an item"));
    return items;
  }
}

/**
 * The value of a configuration text, unchecked; pass it to `normaliseConfig`, whose errors then have
 * line and column.
 * @param file shown in errors
 * @throws CONFIG_INVALID with line and column when the text is not JSON with comments
 */
export function parseConfigText(text: string, file?: string): unknown {
  return new ConfigText(text, file).document();
}
