/** What a strategy can use, read out of the declarations that the compiler takes: nothing is listed twice. */

export interface ApiMember {
  readonly name: string;
  readonly kind: "method" | "property";
  /** what follows the name: parameters and type */
  readonly signature: string;
  readonly text: string;
  readonly isPrivate: boolean;
}

export interface ApiClass {
  readonly name: string;
  readonly base: string | null;
  readonly text: string;
  readonly members: readonly ApiMember[];
}

const CLASS =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export (?:declare )?(?:abstract )?class (\w+)(?: extends (\w+))?[^{]*\{([\s\S]*?)\n\}/g;
/** A comment without its stars and tags. */
function plain(comment: string | undefined): string {
  const lines = (comment ?? "").split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim());
  return lines
    .filter((line) => !/^@(unit|min|max|scale|step|zh)\b/.test(line))
    .join(" ")
    .trim();
}

/** A member of a class whose members are so far from the margin; what is further in is no member. */
function memberPattern(indent: string): RegExp {
  const comment = "(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*)?";
  const words =
    "((?:(?:protected|private|public|static|abstract|readonly|declare|get|set|override) )*)";
  const rest = "(\\([^)]*\\)(?:\\s*:\\s*[^;{]+)?|\\s*[?!]?\\s*:\\s*[^;=]+|)";
  return new RegExp(`^${indent}${comment}${words}(\\w+)${rest}\\s*[;{=]`, "gm");
}

function membersOf(body: string): ApiMember[] {
  const found = new Map<string, ApiMember>();
  const indent = /^ +(?=\S)/m.exec(body)?.[0];
  if (indent === undefined) return [];
  for (const [, comment, words = "", name = "", rest = ""] of body.matchAll(
    memberPattern(indent),
  )) {
    if (name === "constructor" || found.has(name)) continue;
    const kind = rest.startsWith("(") && !words.includes("get ") ? "method" : "property";
    const signature = rest.replace(/\s+/g, " ").trim();
    const isPrivate = words.includes("private");
    found.set(name, { name, kind, signature, text: plain(comment), isPrivate });
  }
  return [...found.values()];
}

/** The classes of declarations, or of a source. */
export function classesIn(text: string): readonly ApiClass[] {
  return [...text.matchAll(CLASS)].map(([, comment, name = "", base, body = ""]) => ({
    name,
    base: base ?? null,
    text: plain(comment),
    members: membersOf(body),
  }));
}

/** The members of a class, those that it inherits after its own. */
export function allMembers(classes: readonly ApiClass[], name: string): readonly ApiMember[] {
  const one = classes.find((candidate) => candidate.name === name);
  if (one === undefined) return [];
  const inherited = one.base === null ? [] : allMembers(classes, one.base);
  const own = new Set(one.members.map((member) => member.name));
  const others = inherited.filter((member) => !own.has(member.name) && !member.isPrivate);
  return [...one.members, ...others];
}

/** The class of a field by its declaration in a source, such as `private fast: Ema = new Ema(20)`. */
export function classOfField(source: string, field: string): string | null {
  const declared = new RegExp(`\\b${field}\\s*(?::\\s*(\\w+))?\\s*=\\s*new (\\w+)`).exec(source);
  if (declared !== null) return declared[1] ?? declared[2] ?? null;
  return new RegExp(`\\b${field}\\s*[!?]?:\\s*([A-Z]\\w+)`).exec(source)?.[1] ?? null;
}
