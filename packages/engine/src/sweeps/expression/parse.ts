/**
 * Expressions over names: constraints of a sweep such as `strategy.askSpread >= strategy.bidSpread`.
 * Numbers, texts in quotes, true, false, null, names with dots; `|| && == != < <= > >= + - * / % !`,
 * brackets, and min, max, abs. Nothing can be reached or called but what is listed here.
 */
import { PerpmillError } from "../../errors.js";

/** What a name can stand for. */
export type Operand = number | string | boolean | null;

export type Expression =
  | { readonly kind: "value"; readonly value: Operand }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "call"; readonly call: FunctionName; readonly of: readonly Expression[] };

export const FUNCTIONS = ["min", "max", "abs"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** How strongly operators bind. */
const STRENGTH: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|("[^"]*"|'[^']*')|([A-Za-z_]\w*(?:\.\w+)*)|(\|\||&&|[=!<>]=|[<>+\-*/%!(),]))/y;

const WORDS: ReadonlyMap<string, Operand> = new Map<string, Operand>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const DEPTH_MAX = 100;

type TokenKind = "number" | "text" | "name" | "operator";

interface Token {
  readonly kind: TokenKind | "end";
  readonly text: string;
  /** from 1 */
  readonly column: number;
}

const KINDS: readonly TokenKind[] = ["number", "text", "name", "operator"];

class Parser {
  readonly #text: string;
  #at = 0;
  #token: Token;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#next();
  }

  #fail(token: Token, expected: string): never {
    const found = token.kind === "end" ? "the end" : `"${token.text}"`;
    throw new PerpmillError("SWEEP_INVALID", {
      message: `expected ${expected} at character ${token.column} of "${this.#text}", found ${found}`,
      hint: 'Write it like "strategy.askSpread >= strategy.bidSpread && account.leverage <= 10".',
    });
  }

  #next(): Token {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) {
      const rest = this.#text.slice(this.#at).trimStart();
      const column = this.#text.length - rest.length + 1;
      if (rest === "") return { kind: "end", text: "", column };
      this.#fail({ kind: "operator", text: rest[0], column }, "a name, a number or an operator");
    }
    this.#at = TOKEN.lastIndex;
    const at = found.findIndex((part, index) => index > 0 && part !== undefined);
    const text = found[at];
    return { kind: KINDS[at - 1], text, column: this.#at - text.length + 1 };
  }

  #take(): Token {
    const token = this.#token;
    this.#token = this.#next();
    return token;
  }

  #isOperator(text: string): boolean {
    return this.#token.kind === "operator" && this.#token.text === text;
  }

  #expect(text: string): void {
    if (!this.#isOperator(text)) this.#fail(this.#token, `"${text}"`);
    this.#take();
  }

  whole(): Expression {
    const expression = this.#expression(0);
    if (this.#token.kind !== "end") this.#fail(this.#token, "an operator or the end");
    return expression;
  }

  #expression(weakest: number): Expression {
    if (++this.#depth > DEPTH_MAX) this.#fail(this.#token, "fewer brackets inside each other");
    let left = this.#operand();
    for (;;) {
      const { kind, text } = this.#token;
      const strength = kind === "operator" ? (STRENGTH[text] ?? 0) : 0;
      if (strength <= weakest) break;
      this.#take();
      left = { kind: "binary", operator: text, left, right: this.#expression(strength) };
    }
    this.#depth--;
    return left;
  }

  #operand(): Expression {
    const token = this.#take();
    switch (token.kind) {
      case "number":
        return { kind: "value", value: Number(token.text) };
      case "text":
        return { kind: "value", value: token.text.slice(1, -1) };
      case "name":
        return this.#named(token);
      case "operator":
        if (token.text === "(") {
          const inner = this.#expression(0);
          this.#expect(")");
          return inner;
        }
        if (token.text === "-" || token.text === "!") {
          return { kind: "unary", operator: token.text, of: this.#expression(STRENGTH["*"]) };
        }
    }
    return this.#fail(token, "a name or a number");
  }

  #named(token: Token): Expression {
    const word = WORDS.get(token.text);
    if (word !== undefined) return { kind: "value", value: word };
    if (!this.#isOperator("(")) return { kind: "name", name: token.text };
    const call = FUNCTIONS.find((one) => one === token.text);
    if (call === undefined) this.#fail(token, `one of ${FUNCTIONS.join(", ")}`);
    this.#take();
    const of = [this.#expression(0)];
    while (this.#isOperator(",")) {
      this.#take();
      of.push(this.#expression(0));
    }
    this.#expect(")");
    return { kind: "call", call, of };
  }
}

/**
 * An expression from its text.
 * @throws SWEEP_INVALID with the character
 */
export function parseExpression(text: string): Expression {
  return new Parser(text).whole();
}

/** Every name in an expression, each once. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "value":
      return [];
    case "name":
      return [expression.name];
    case "unary":
      return namesIn(expression.of);
    case "binary":
      return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])];
    case "call":
      return [...new Set(expression.of.flatMap(namesIn))];
  }
}
