/**
 * What a strategy may not use although the compiler would take it: what TypeScript does not have
 * alike, what differs from host to host, and state that a run would not start anew.
 */
import type { Node, Statement } from "assemblyscript";
import { STRATEGY_MODULE } from "./module-entry.js";
import { type Reading, type ReadStrategy, report } from "./read-source.js";
import { checkInitialisers, checkTraces } from "./strategy-state.js";
import { walk } from "./syntax.js";

const NO_WORLD =
  "A strategy sees the market and its account, and nothing else, so that every run gives the same.";
const NO_MEMORY = "Use classes, arrays and numbers: the same file must run as TypeScript.";
const NO_LOG = "Run it as TypeScript with debugStrategy() and set a breakpoint.";

/** Names of the host or of AssemblyScript that are refused, with what to do instead. */
const REFUSED_NAMES: ReadonlyMap<string, string> = new Map([
  ...["Date", "performance", "process", "crypto", "JSON", "Intl", "Reflect", "Promise"].map(
    (name) => [name, NO_WORLD] as const,
  ),
  ...["console", "trace"].map((name) => [name, NO_LOG] as const),
  ...[
    "load",
    "store",
    "changetype",
    "memory",
    "heap",
    "unmanaged",
    "offsetof",
    "idof",
    "unchecked",
    "inline",
    "atomic",
    "v128",
    "unreachable",
    "asc",
    "__new",
    "__alloc",
    "__free",
    "__realloc",
    "__renew",
    "__heap_base",
    "__data_end",
  ].map((name) => [name, NO_MEMORY] as const),
]);

/** Of `Math`, what gives the same bits in every host. */
const EXACT_MATH = new Set(
  "abs ceil floor max min round sign sqrt trunc PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2".split(
    " ",
  ),
);

/** Actions by the position mode that has them. */
const ACTIONS: ReadonlyMap<string, "oneWay" | "hedge"> = new Map([
  ["bid", "oneWay"],
  ["ask", "oneWay"],
  ["openLong", "hedge"],
  ["openShort", "hedge"],
  ["closeLong", "hedge"],
  ["closeShort", "hedge"],
]);

function checkImports(reading: Reading): void {
  const { compiler } = reading.tools;
  for (const statement of reading.source.statements) {
    const isImport = statement instanceof compiler.ImportStatement;
    const isExport = statement instanceof compiler.ExportStatement;
    if (!isImport && !isExport) continue;
    const { path } = statement;
    if (path === null || path.value === STRATEGY_MODULE) continue;
    report(
      reading,
      path,
      `"${path.value}" cannot be imported: a strategy is one file`,
      `Import from "${STRATEGY_MODULE}" and write the rest into this file.`,
    );
  }
}

/** The top of the file declares, and works nothing out. */
function checkTop(reading: Reading): void {
  const { compiler, flags } = reading.tools;
  const declares = (statement: Statement) =>
    statement instanceof compiler.ImportStatement ||
    statement instanceof compiler.ExportStatement ||
    statement instanceof compiler.ClassDeclaration ||
    statement instanceof compiler.InterfaceDeclaration ||
    statement instanceof compiler.EnumDeclaration ||
    statement instanceof compiler.FunctionDeclaration ||
    statement instanceof compiler.TypeDeclaration;
  for (const statement of reading.source.statements) {
    if (declares(statement)) continue;
    if (!(statement instanceof compiler.VariableStatement)) {
      report(
        reading,
        statement,
        "the top of the file must not work anything out",
        "Move it into start() or a function.",
      );
      continue;
    }
    for (const variable of statement.declarations) {
      if (!variable.is(flags.Const)) {
        report(
          reading,
          variable.name,
          `${variable.name.text} would be kept from one run to the next`,
          "Make it a private field of the class, or a const.",
        );
      } else if (variable.initializer !== null && !isPlain(reading, variable.initializer)) {
        report(
          reading,
          variable.initializer,
          `the constant ${variable.name.text} must be a number, a text or arithmetic of those`,
          "Make tables and objects in a private field of the class.",
        );
      }
    }
  }
}

function isPlain({ tools }: Reading, value: Node): boolean {
  const { compiler } = tools;
  let plain = true;
  walk(value, (node) => {
    plain &&= !(
      node instanceof compiler.CallExpression ||
      node instanceof compiler.NewExpression ||
      node instanceof compiler.ArrayLiteralExpression ||
      node instanceof compiler.ObjectLiteralExpression ||
      node instanceof compiler.FunctionExpression
    );
    return plain;
  });
  return plain;
}

/** Refuses names, decorators and operators wherever they stand. */
function checkNames(reading: Reading, { descriptor }: ReadStrategy): void {
  const { compiler, flags, tokens } = reading.tools;
  const mode = descriptor.positionMode;
  walk(reading.source, (node, parent) => {
    if (node instanceof compiler.ImportStatement) return false;
    if (node instanceof compiler.DecoratorNode) {
      report(reading, node, "decorators are not taken", NO_MEMORY);
      return false;
    }
    if (node instanceof compiler.DeclarationStatement) {
      if (node.is(flags.Declare)) {
        report(reading, node.name, `${node.name.text} is declared outside of the file`, NO_WORLD);
      }
      if (
        node.is(flags.Static) &&
        node instanceof compiler.FieldDeclaration &&
        !node.is(flags.Readonly)
      ) {
        report(
          reading,
          node.name,
          `${node.name.text} would be kept from one run to the next`,
          "Make it a field without static.",
        );
      }
    }
    if (node instanceof compiler.BinaryExpression && node.operator === tokens.Asterisk_Asterisk) {
      report(
        reading,
        node,
        "** may differ in the last bit from host to host",
        "Multiply, or use exp(y * ln(x)) from the library.",
      );
    }
    if (node instanceof compiler.PropertyAccessExpression) {
      const { expression, property } = node;
      if (
        expression instanceof compiler.IdentifierExpression &&
        expression.text === "Math" &&
        !EXACT_MATH.has(property.text)
      ) {
        report(
          reading,
          node,
          property.text === "random"
            ? "random numbers would make every run different"
            : `Math.${property.text} may differ in the last bit from host to host`,
          property.text === "random"
            ? NO_WORLD
            : `Of Math there are ${[...EXACT_MATH].slice(0, 9).join(", ")}; ln, ln1p and exp come from "${STRATEGY_MODULE}".`,
        );
      }
      const action = ACTIONS.get(property.text);
      if (
        expression instanceof compiler.ThisExpression &&
        action !== undefined &&
        action !== mode
      ) {
        report(
          reading,
          node,
          mode === "hedge"
            ? `this strategy is one of hedge mode, which has no ${property.text}()`
            : `${property.text}() is for hedge mode`,
          mode === "hedge"
            ? "Use openLong, openShort, closeLong and closeShort, or take @hedge out of the comment of the class."
            : "Use bid and ask, or write @hedge into the comment of the class.",
        );
      }
    }
    if (node instanceof compiler.IdentifierExpression) {
      const isMember =
        parent instanceof compiler.PropertyAccessExpression && parent.property === node;
      const isDeclared = parent instanceof compiler.DeclarationStatement && parent.name === node;
      const hint = isMember || isDeclared ? undefined : REFUSED_NAMES.get(node.text);
      if (hint !== undefined)
        report(reading, node, `${node.text} is not part of what a strategy can use`, hint);
    }
    return true;
  });
}

/** Notes everything in the file that is outside of the portable subset. */
export function checkSubset(reading: Reading, strategy: ReadStrategy): void {
  checkImports(reading);
  checkTop(reading);
  checkNames(reading, strategy);
  checkInitialisers(reading, strategy);
  const hooks = strategy.hooks.has("bidReach") ? ["quote", "bidReach", "askReach"] : [];
  checkTraces(reading, strategy.declaration, hooks);
}
