/** Suggestions of the editor: what the API offers, and what the source itself declares. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { type ApiClass, type ApiMember, allMembers, classesIn, classOfField } from "./api-members";

/** Types of AssemblyScript that strategies use, and words of the language. */
const WORDS: readonly Completion[] = [
  ...["f64", "i32", "i64", "bool", "StaticArray"].map((label) => ({ label, type: "type" })),
  ...["class", "extends", "export", "import", "from", "private", "readonly", "return"].map(
    (label) => ({ label, type: "keyword" }),
  ),
  ...["if", "else", "for", "while", "let", "const", "new", "this", "true", "false"].map(
    (label) => ({ label, type: "keyword" }),
  ),
];

const MEMBER_OF_FIELD = /this\.(\w+)\.(\w*)$/;
const MEMBER_OF_THIS = /this\.(\w*)$/;
const WORD = /\w+$/;

function optionOf({ name, kind, signature, text }: ApiMember): Completion {
  return { label: name, type: kind, detail: signature, ...(text === "" ? {} : { info: text }) };
}

/** The word that is being typed, and what may stand before its end. */
function offer(from: number, options: readonly Completion[]): CompletionResult | null {
  return options.length === 0 ? null : { from, options, validFor: /^\w*$/ };
}

export class Suggestions {
  readonly #api: readonly ApiClass[];

  /** @param api the declarations that the compiler takes */
  constructor(api: string) {
    this.#api = classesIn(api);
  }

  /** What may be typed at a place. Null: nothing that is known. */
  readonly at = (context: CompletionContext): CompletionResult | null => {
    const source = context.state.doc.toString();
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const classes = [...classesIn(source), ...this.#api];
    const field = MEMBER_OF_FIELD.exec(before);
    if (field !== null) {
      const type = classOfField(source, field[1] ?? "");
      const members = type === null ? [] : allMembers(classes, type);
      const open = members.filter(({ isPrivate }) => !isPrivate);
      return offer(context.pos - (field[2] ?? "").length, open.map(optionOf));
    }
    const own = MEMBER_OF_THIS.exec(before);
    if (own !== null) {
      const name = classesIn(source).at(-1)?.name ?? "Strategy";
      const members = allMembers(classes, name);
      return offer(context.pos - (own[1] ?? "").length, members.map(optionOf));
    }
    const word = WORD.exec(before)?.[0] ?? "";
    if (word === "" && !context.explicit) return null;
    const known = this.#api.map(({ name, text }) => {
      return { label: name, type: "class", ...(text === "" ? {} : { info: text }) };
    });
    return offer(context.pos - word.length, [...known, ...WORDS]);
  };

  /** What a word means; null: it is none of the API's. */
  explain(word: string): { readonly title: string; readonly text: string } | null {
    const type = this.#api.find(({ name }) => name === word);
    if (type !== undefined) return { title: `class ${type.name}`, text: type.text };
    for (const { name } of this.#api) {
      const member = allMembers(this.#api, name).find((one) => one.name === word);
      if (member !== undefined) return { title: `${word}${member.signature}`, text: member.text };
    }
    return null;
  }
}
