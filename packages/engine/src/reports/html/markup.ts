/** HTML text that is safe by construction: whatever is put into a template is escaped. */

/** Text that is HTML already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Insert = string | number | Markup | null | false | readonly Insert[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function inserted(value: Insert): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(inserted).join("");
  return String(value).replace(/[&<>"']/g, (char) => ENTITIES[char]);
}

/**
 * Template tag: strings and numbers are escaped, markup and lists of it go in as they are, null and
 * false leave nothing. Attribute values must stand in double quotes.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Insert[]): Markup {
  let text = parts[0];
  for (let index = 0; index < values.length; index++) {
    text += inserted(values[index]) + parts[index + 1];
  }
  return new Markup(text);
}
