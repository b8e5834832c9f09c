/** What a user's file says about its strategy: the class, its parameters and its hooks. */
import { ORDER_REFRESH_MS, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type {
  ClassDeclaration,
  Expression,
  FieldDeclaration,
  MethodDeclaration,
  Node,
  Source,
  TypeNode,
} from "assemblyscript";
import { type ParameterField, parameterOf, TagProblem, textsOf } from "./parameter-docs.js";
import type { SourceProblem } from "./source-text.js";
import { docBefore, parseDoc } from "./syntax.js";
import type { Toolchain } from "./toolchain.js";

/** Hooks that a strategy may have, each with the number of its arguments. */
const HOOKS = { start: 0, onBar: 0, quote: 0, filled: 5, bidReach: 0, askReach: 0 } as const;
export type HookName = keyof typeof HOOKS;

/** Slots of the kernel's parameter block. */
const MOST_PARAMETERS = 32;
/** Names that the strategy section of a configuration has already. */
const TAKEN: ReadonlySet<string> = new Set(["name", "orderRefreshMs"]);
/** The kernel's number for a user's strategy. */
const USER_KERNEL_ID = 101;
const NUMBER_TYPES: ReadonlySet<string> = new Set(["f64", "i32", "bool"]);

/** A strategy as its file declares it. */
export interface ReadStrategy {
  readonly className: string;
  readonly declaration: ClassDeclaration;
  /** in the order of the parameter block */
  readonly fields: readonly ParameterField[];
  readonly hooks: ReadonlySet<HookName>;
  /** all but the version's hash */
  readonly descriptor: Omit<StrategyDescriptor, "id">;
}

/** What reading a file needs, and where it notes what is wrong. */
export interface Reading {
  readonly tools: Toolchain;
  readonly source: Source;
  readonly problems: SourceProblem[];
}

/** Notes a problem at a node. */
export function report(
  { problems }: Reading,
  { range }: Node,
  message: string,
  hint: string,
): void {
  problems.push({ start: range.start, length: range.end - range.start, message, hint });
}

function typeName(type: TypeNode | null, { compiler }: Toolchain): string {
  return type instanceof compiler.NamedTypeNode ? type.name.identifier.text : "";
}

/** The value of a literal, with its sign; null for anything else. */
function literalValue(node: Expression | null, tools: Toolchain): number | boolean | null {
  const { compiler, tokens } = tools;
  if (node instanceof compiler.UnaryPrefixExpression && node.operator === tokens.Minus) {
    const value = literalValue(node.operand, tools);
    return typeof value === "number" ? -value : null;
  }
  if (node instanceof compiler.TrueExpression) return true;
  if (node instanceof compiler.FalseExpression) return false;
  if (node instanceof compiler.FloatLiteralExpression) return node.value;
  if (node instanceof compiler.IntegerLiteralExpression) {
    return Number(
      node.range.source.text.slice(node.range.start, node.range.end).replaceAll("_", ""),
    );
  }
  return null;
}

function strategyClass(reading: Reading): ClassDeclaration | null {
  const { source, tools } = reading;
  const { compiler } = tools;
  const classes = source.statements.filter(
    (statement): statement is ClassDeclaration =>
      statement instanceof compiler.ClassDeclaration &&
      statement.extendsType?.name.identifier.text === "Strategy",
  );
  const [first, second] = classes;
  if (first === undefined) {
    report(
      reading,
      source,
      "there is no class that extends Strategy",
      'Write: import { Strategy } from "@perpmill/engine/strategy"; export class MyMaker extends Strategy { … }',
    );
    return null;
  }
  if (second !== undefined) {
    report(
      reading,
      second.name,
      "there are two classes that extend Strategy",
      "Keep one: a file is one strategy.",
    );
  }
  if (!first.is(tools.flags.Export)) {
    report(
      reading,
      first.name,
      `${first.name.text} is not exported`,
      `Write: export class ${first.name.text}`,
    );
  }
  return first;
}

function isHidden(field: FieldDeclaration, { flags }: Toolchain): boolean {
  const { Private, Protected, Static, Readonly } = flags;
  return field.isAny(Private | Protected | Static | Readonly);
}

function parameterField(reading: Reading, field: FieldDeclaration): ParameterField | null {
  const { tools, source } = reading;
  if (isHidden(field, tools)) return null;
  const name = field.name.text;
  const type = typeName(field.type, tools);
  if (!NUMBER_TYPES.has(type)) {
    report(
      reading,
      field.name,
      `${name} is public, so that it is a parameter, but its type is ${type === "" ? "not written" : type}`,
      "Give a parameter the type f64, i32 or bool, and write private before what is not one.",
    );
    return null;
  }
  const value = literalValue(field.initializer, tools);
  const fits = type === "bool" ? typeof value === "boolean" : typeof value === "number";
  if (value === null || !fits || (type === "i32" && !Number.isInteger(value))) {
    report(
      reading,
      field.initializer ?? field.name,
      `the parameter ${name} must start with a ${type} written as a literal`,
      `Write, for example: ${name}: ${type} = ${type === "bool" ? "false" : type === "i32" ? "3" : "0.002"}; or private before it.`,
    );
    return null;
  }
  if (TAKEN.has(name)) {
    report(reading, field.name, `every strategy has "${name}" already`, "Choose another name.");
    return null;
  }
  const doc = parseDoc(docBefore(source.text, field.range.start));
  return { name, type: type as ParameterField["type"], value, doc };
}

function addHook(reading: Reading, method: MethodDeclaration, hooks: Set<HookName>): void {
  const name = method.name.text;
  if (!Object.hasOwn(HOOKS, name)) return;
  const hook = name as HookName;
  hooks.add(hook);
  const count = method.signature.parameters.length;
  if (count === HOOKS[hook]) return;
  report(
    reading,
    method.name,
    `${hook} is called with ${HOOKS[hook]} arguments, and declares ${count}`,
    hook === "filled"
      ? "Write: filled(kind: OrderKind, buy: bool, price: f64, size: f64, whole: bool): void"
      : `Write: ${hook}()`,
  );
}

function checkHooks(
  reading: Reading,
  declaration: ClassDeclaration,
  hooks: ReadonlySet<HookName>,
): void {
  if (!hooks.has("quote")) {
    report(
      reading,
      declaration.name,
      `${declaration.name.text} has no quote()`,
      "Write quote(): void { … }, which places the orders.",
    );
  }
  if (hooks.has("bidReach") !== hooks.has("askReach")) {
    report(
      reading,
      declaration.name,
      "bidReach() and askReach() go together, and one is missing",
      "Write both, or none: without them every quote is worked out.",
    );
  }
}

/** Reads the file's strategy. @returns null when there is none; what is wrong is in `problems` */
export function readStrategySource(reading: Reading): ReadStrategy | null {
  const declaration = strategyClass(reading);
  if (declaration === null) return null;
  const { compiler } = reading.tools;
  const className = declaration.name.text;
  const fields: ParameterField[] = [];
  const hooks = new Set<HookName>();
  const parameters: StrategyDescriptor["parameters"][number][] = [];
  for (const member of declaration.members) {
    if (member instanceof compiler.MethodDeclaration) addHook(reading, member, hooks);
    if (!(member instanceof compiler.FieldDeclaration)) continue;
    const field = parameterField(reading, member);
    if (field === null) continue;
    fields.push(field);
    try {
      parameters.push(parameterOf(field));
    } catch (error) {
      if (!(error instanceof TagProblem)) throw error;
      report(reading, member.name, error.message, error.hint);
    }
  }
  checkHooks(reading, declaration, hooks);
  if (fields.length > MOST_PARAMETERS) {
    report(
      reading,
      declaration.name,
      `${className} has ${fields.length} parameters, and a strategy can have ${MOST_PARAMETERS}`,
      "Make some of them private or readonly.",
    );
  }
  const doc = parseDoc(docBefore(reading.source.text, declaration.range.start));
  const descriptor = {
    version: 1,
    kernelId: USER_KERNEL_ID,
    positionMode: doc.tags.has("hedge") ? ("hedge" as const) : ("oneWay" as const),
    ...textsOf(className, doc),
    parameters: [...parameters, ORDER_REFRESH_MS],
  };
  return { className, declaration, fields, hooks, descriptor };
}
