/** Patterns of file names, as a shell knows them: `*`, `?`, `[0-4]`, `[!x]` and `{a,b}`. */

const SPECIAL = /[*?]|\[[^\]]+\]|\{[^{}]*,[^{}]*\}/;

/** Whether a name holds anything that stands for other text. */
export function isPattern(name: string): boolean {
  return SPECIAL.test(name);
}

/** Every name that the braces of a pattern stand for, the first alternative first. */
function withoutBraces(pattern: string): string[] {
  const braces = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(pattern);
  if (braces === null) return [pattern];
  const [, before, alternatives, after] = braces;
  return alternatives
    .split(",")
    .flatMap((alternative) => withoutBraces(`${before}${alternative}${after}`));
}

function expressionOf(pattern: string): string {
  return pattern.replace(
    /\*+|\?|\[(!|\^)?([^\]]+)\]|[\\^$.|+(){}[\]]/g,
    (found, not?: string, inside?: string) => {
      if (found.startsWith("*")) return ".*";
      if (found === "?") return ".";
      if (inside === undefined) return `\\${found}`;
      return `[${not === undefined ? "" : "^"}${inside.replace(/[\\^[]/g, "\\$&")}]`;
    },
  );
}

/**
 * A test of whole names against a pattern without slashes. A range the wrong way round, such as
 * `[9-0]`, stands for itself.
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const matchers = withoutBraces(pattern).map((one) => {
    try {
      return new RegExp(`^${expressionOf(one)}$`, "s");
    } catch {
      return new RegExp(`^${one.replace(/[\\^$.|+(){}[\]*?]/g, "\\$&")}$`, "s");
    }
  });
  return (name) => matchers.some((matcher) => matcher.test(name));
}
