/**
 * Reads `name = value` of Python sources where the value is a literal: numbers, text, True, False, None,
 * lists, tuples, dictionaries and Decimal("…"). Nothing is executed; whatever else stands there is left out.
 */

export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal };

export interface PythonLiterals {
  /** by name; the last one of a name counts */
  readonly values: ReadonlyMap<string, Literal>;
  /** names whose values are no literals */
  readonly left: readonly string[];
}

/** Says that no literal stands here. */
class NoLiteral extends Error {}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };
const SPACE = /(?:[ \t\r\n]|\\\r?\n|#[^\n]*)*/y;
const NUMBER = /[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const TEXT =
  /[rRuU]?("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')/y;
const WORD = /[A-Za-z_][A-Za-z0-9_.]*/y;
const NESTED = 32;

class LiteralReader {
  at: number;
  readonly #source: string;

  constructor(source: string, at: number) {
    this.#source = source;
    this.at = at;
  }

  value(depth = 0): Literal {
    if (depth > NESTED) throw new NoLiteral();
    this.#match(SPACE);
    const next = this.#source[this.at];
    if (next === "[") return this.#list("]", depth);
    if (next === "(") return this.#list(")", depth);
    if (next === "{") return this.#dictionary(depth);
    const text = this.#match(TEXT);
    if (text !== null) return unquoted(text);
    const number = this.#match(NUMBER);
    if (number !== null) return Number(number.replaceAll("_", ""));
    return this.#word(depth);
  }

  /** Whether the line, or what a comment leaves of it, ends here. */
  atLineEnd(): boolean {
    return /^[ \t]*(#[^\n]*)?(\r?\n|$)/.test(this.#source.slice(this.at, this.at + 4096));
  }

  #word(depth: number): Literal {
    const word = this.#match(WORD);
    if (word === "True") return true;
    if (word === "False") return false;
    if (word === "None") return null;
    if (word !== null && /^(decimal\.)?Decimal$|^float$|^int$/.test(word) && this.#take("(")) {
      const value = this.value(depth + 1);
      this.#expect(")");
      const number = Number(value);
      if (typeof value === "object" || Number.isNaN(number)) throw new NoLiteral();
      return number;
    }
    throw new NoLiteral();
  }

  #list(end: string, depth: number): Literal {
    this.at += 1;
    const items: Literal[] = [];
    let commas = 0;
    while (!this.#take(end)) {
      items.push(this.value(depth + 1));
      if (this.#take(",")) commas += 1;
      else if (!this.#ahead(end)) throw new NoLiteral();
    }
    // parentheses around one value without a comma are no tuple
    const [only] = items;
    return end === ")" && items.length === 1 && commas === 0 && only !== undefined ? only : items;
  }

  #dictionary(depth: number): Literal {
    this.at += 1;
    const entries: [string, Literal][] = [];
    while (!this.#take("}")) {
      const key = this.value(depth + 1);
      if (typeof key === "object") throw new NoLiteral();
      this.#expect(":");
      entries.push([String(key), this.value(depth + 1)]);
      if (!this.#take(",") && !this.#ahead("}")) throw new NoLiteral();
    }
    return Object.fromEntries(entries);
  }

  #ahead(character: string): boolean {
    this.#match(SPACE);
    return this.#source[this.at] === character;
  }

  #take(character: string): boolean {
    if (!this.#ahead(character)) return false;
    this.at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw new NoLiteral();
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#source)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }
}

function unquoted(text: string): string {
  const [, prefix = "", quoted = ""] = /^([rRuU]?)([\s\S]*)$/.exec(text) ?? [];
  const width = /^("""|''')/.test(quoted) ? 3 : 1;
  const inner = quoted.slice(width, -width);
  if (/r/i.test(prefix)) return inner;
  return inner.replace(/\\([\s\S])/g, (_, next: string) => ESCAPES[next] ?? next);
}

/** `name = …` and `name: type = …` at the beginning of a line, inside a class too. */
const ASSIGNMENT = /^[ \t]*(?:self\.)?([A-Za-z_]\w*)[ \t]*(?::[^=\n]+)?=(?!=)/gm;

/** The assignments of a Python source whose values are literals. */
export function pythonLiterals(source: string): PythonLiterals {
  const values = new Map<string, Literal>();
  const left: string[] = [];
  let read = 0;
  for (const match of source.matchAll(ASSIGNMENT)) {
    const [whole, name = ""] = match;
    // inside of what was just read: a key or text of it
    if (match.index < read) continue;
    const reader = new LiteralReader(source, match.index + whole.length);
    try {
      const value = reader.value();
      if (!reader.atLineEnd()) throw new NoLiteral();
      values.set(name, value);
      read = reader.at;
    } catch (error) {
      if (!(error instanceof NoLiteral)) throw error;
      left.push(name);
    }
  }
  return { values, left };
}
