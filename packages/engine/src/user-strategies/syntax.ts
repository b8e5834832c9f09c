/** Walking AssemblyScript's syntax trees. */
import type { Node } from "assemblyscript";

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value && "range" in value;
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

/**
 * Visits a node and all below it, parents first, in the order of the source.
 * @param visit false leaves out what is below the node
 */
export function walk(node: Node, visit: (node: Node, parent: Node | null) => boolean): void {
  const seen = new Set<Node>();
  const enter = (current: Node, parent: Node | null): void => {
    if (seen.has(current)) return;
    seen.add(current);
    if (!visit(current, parent)) return;
    for (const child of childrenOf(current)) enter(child, current);
  };
  enter(node, null);
}

/** A JSDoc comment right before a place of the text, without its frame; empty when there is none. */
export function docBefore(text: string, start: number): string {
  const before = text.slice(0, start).trimEnd();
  if (!before.endsWith("*/")) return "";
  const open = before.lastIndexOf("/*");
  if (!before.startsWith("/**", open)) return "";
  return before
    .slice(open + 3, -2)
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
}

/** A JSDoc comment as its words, and its tags with what follows each. */
export interface DocText {
  readonly words: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Takes a comment apart: a tag goes on until the next one. */
export function parseDoc(doc: string): DocText {
  const [words = "", ...parts] = doc.split(/(?:^|\s)@(?=[a-z])/);
  const tags = new Map<string, string>();
  for (const part of parts) {
    const [, name = "", rest = ""] = /^(\w+)\s*([\s\S]*)$/.exec(part) ?? [];
    tags.set(name, rest.replaceAll(/\s+/g, " ").trim());
  }
  return { words: words.replaceAll(/\s+/g, " ").trim(), tags };
}
