/** When a strategy's fields may change, and what they may be made of. */
import type { ClassDeclaration, MethodDeclaration, Node } from "assemblyscript";
import { type Reading, type ReadStrategy, report } from "./read-source.js";
import { walk } from "./syntax.js";

/** Names of methods that a method calls on `this`, and its assignments to fields. */
function touches(reading: Reading, method: MethodDeclaration) {
  const { compiler, tokens } = reading.tools;
  const calls: string[] = [];
  const writes: Node[] = [];
  const isField = (node: Node): boolean => {
    if (node instanceof compiler.ElementAccessExpression) return isField(node.expression);
    if (!(node instanceof compiler.PropertyAccessExpression)) return false;
    return node.expression instanceof compiler.ThisExpression || isField(node.expression);
  };
  walk(method, (node) => {
    const isStep =
      (node instanceof compiler.UnaryPrefixExpression ||
        node instanceof compiler.UnaryPostfixExpression) &&
      (node.operator === tokens.Plus_Plus || node.operator === tokens.Minus_Minus) &&
      isField(node.operand);
    const isAssignment =
      node instanceof compiler.BinaryExpression &&
      node.operator >= tokens.Equals &&
      node.operator <= tokens.Bar_Equals &&
      isField(node.left);
    if (isStep || isAssignment) writes.push(node);
    if (
      node instanceof compiler.CallExpression &&
      node.expression instanceof compiler.PropertyAccessExpression &&
      node.expression.expression instanceof compiler.ThisExpression
    ) {
      calls.push(node.expression.property.text);
    }
    return true;
  });
  return { calls, writes };
}

/** With a reach, quotes that cannot matter are never worked out: quoting must leave no trace. */
export function checkTraces(
  reading: Reading,
  declaration: ClassDeclaration,
  from: readonly string[],
): void {
  const { compiler } = reading.tools;
  const methods = new Map(
    declaration.members
      .filter((member) => member instanceof compiler.MethodDeclaration)
      .map((member) => [member.name.text, member]),
  );
  const open = [...from];
  const seen = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const method = methods.get(name);
    if (method === undefined || seen.has(name)) continue;
    seen.add(name);
    const { calls, writes } = touches(reading, method);
    open.push(...calls);
    for (const node of writes) {
      report(
        reading,
        node,
        `${name}() changes a field, but with bidReach() and askReach() quotes that cannot fill are never worked out`,
        "Change fields in onBar() or filled(), or take bidReach() and askReach() out.",
      );
    }
  }
}

/** Fields are made before parameters have their values. */
export function checkInitialisers(reading: Reading, { declaration, fields }: ReadStrategy): void {
  const { compiler } = reading.tools;
  const parameters = new Set(fields.map(({ name }) => name));
  for (const member of declaration.members) {
    if (!(member instanceof compiler.FieldDeclaration) || member.initializer === null) continue;
    walk(member.initializer, (node) => {
      if (
        node instanceof compiler.PropertyAccessExpression &&
        node.expression instanceof compiler.ThisExpression &&
        parameters.has(node.property.text)
      ) {
        report(
          reading,
          node,
          `${node.property.text} has no value of the run yet when fields are made`,
          `Set ${member.name.text} in start().`,
        );
      }
      return true;
    });
  }
}
