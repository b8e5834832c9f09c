/** What to do about the compiler's messages that users of TypeScript meet, in plain words. */

interface HintRule {
  /** the compiler's number, where it is enough or narrows it down */
  readonly code?: number;
  /** of the message, or of the words of the source that it is about */
  readonly message?: RegExp;
  readonly words?: RegExp;
  readonly hint: string;
}

const CAST =
  "Decimals do not become whole by themselves: write i32(x) to cut them off, or declare the value as f64.";

const RULES: readonly HintRule[] = [
  { message: /from type 'f64' to '(i|u)\d+'/i, hint: CAST },
  {
    code: 200,
    message: /explicit cast/i,
    hint: "Write the conversion: f64(x), i32(x) or bool(x).",
  },
  {
    message: /closures/i,
    hint: "A function inside a method cannot use what the method has: keep it in a field, or write a loop.",
  },
  {
    message: /Cannot find name '(undefined)'/,
    hint: "There is no undefined: a missing number is NaN, a missing object is null with the type `X | null`.",
  },
  {
    message: /Cannot find name '(any|unknown|never)'/,
    hint: "Every value has one type of its own: f64, i32, bool, string, or a class.",
  },
  {
    message: /Cannot find name '(let|const|var)'/,
    hint: "Check the line before: something is not ended.",
  },
  {
    message: /Cannot find name 'this'|'this' cannot be referenced/,
    hint: "this is known in methods only, not in functions inside them.",
  },
  {
    message: /Cannot find name '(require|module|exports|globalThis|window|self|fetch|setTimeout)'/,
    hint: "A strategy sees the market and its account, and nothing else of the world.",
  },
  {
    message: /Cannot find name/,
    hint: "Members of the class need this. in front; what comes from the library must be imported.",
  },
  {
    code: 2531,
    hint: "Keep it in a constant and ask `if (x !== null)` before using it.",
  },
  {
    code: 2564,
    hint: "Give the field a value where it is declared; what depends on parameters is made in start().",
  },
  {
    code: 2339,
    hint: "Look up the name: the view has price, time, equity, net, close(ago) … and indicators have value and ready.",
  },
  {
    message: /Expected at least \d+ arguments|Expected \d+ arguments/,
    words: /^Math\.(max|min)/,
    hint: "Math.max and Math.min take two numbers here: nest them.",
  },
  {
    message: /Expected at least \d+ arguments|Expected \d+ arguments/,
    hint: "Every parameter of a function must be given.",
  },
  { code: 1110, hint: "Write the type: f64, i32, bool, string, or a class." },
  {
    message: /Type expected|type annotation/i,
    hint: "Write the type: f64, i32, bool, string, or a class.",
  },
  {
    message: /Type '\(this: .*not assignable/,
    hint: "It is a method: write its arguments in brackets, such as close(0).",
  },
  {
    message: /Type '.*\| null' is not assignable/,
    hint: "Keep it in a constant and ask `if (x !== null)` before using it.",
  },
  { message: /not assignable to type 'bool'/, hint: "Write the comparison, such as `x != 0`." },
  {
    message: /Type '<object>'/,
    hint: "Objects in braces are not taken: write a class.",
  },
  {
    message: /not assignable to type/,
    hint: "Both sides must have the same type; convert numbers with f64(x) or i32(x).",
  },
  {
    message: /overload signature|incompatible with .*overridden/i,
    hint: "Declare the method as the base class has it: the same types in the same order.",
  },
  {
    message: /Type argument expected|'<object>'/,
    hint: "Array functions with => and objects in braces are not taken: write a loop, or a class.",
  },
  {
    message: /Expression expected|Identifier expected/,
    hint: "Check this line and the one before; async, ??, ?. and taking arrays apart are not taken.",
  },
  { message: /Operation '.*' cannot be applied/, hint: "Convert one side with f64(x) or i32(x)." },
  { code: 6054, hint: 'Only "@perpmill/engine/strategy" can be imported: a strategy is one file.' },
  {
    message: /has no exported member/,
    hint: "Look up the name in the list of indicators, or in the reference of the Strategy class.",
  },
  {
    message: /not implemented/i,
    hint: "AssemblyScript does not have this part of TypeScript: write it with classes, loops and plain functions.",
  },
];

/** A message with the names of types as users know them. */
export function plainMessage(message: string): string {
  return message.replaceAll(/(?:~lib|strategy)\/(?:[\w.@-]+\/)*(?=\w)/g, "");
}

/**
 * A hint for a message; empty when there is none.
 * @param code the compiler's number of the message
 * @param words the piece of the source that it is about
 */
export function hintFor(code: number, message: string, words: string): string {
  const rule = RULES.find(
    (one) =>
      (one.code === undefined || one.code === code) &&
      (one.message === undefined || one.message.test(message)) &&
      (one.words === undefined || one.words.test(words)),
  );
  return rule?.hint ?? "";
}
