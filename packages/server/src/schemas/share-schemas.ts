/** Makes an OpenAPI document smaller: what has a title is described once, under that name. */

type Json = unknown;
type Fields = Record<string, Json>;

function isFields(value: Json): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name under which a schema is kept: its title, when that is a plain name. */
function nameOf(value: Fields): string | null {
  const { title, type } = value;
  return type === "object" && typeof title === "string" && /^[A-Z]\w+$/.test(title) ? title : null;
}

class Schemas {
  readonly shared: Fields = {};
  readonly #texts = new Map<string, string>();

  /** The value with references in place of what has a name. */
  share(value: Json): Json {
    if (Array.isArray(value)) return value.map((one) => this.share(one));
    if (!isFields(value)) return value;
    const entries = Object.entries(value).map(([key, one]) => [key, this.share(one)]);
    const copy: Fields = Object.fromEntries(entries);
    const name = nameOf(value);
    if (name === null) return copy;
    const text = JSON.stringify(copy);
    const known = this.#texts.get(name);
    // Two that differ under one title stay where they are: a reference would say the wrong thing.
    if (known !== undefined && known !== text) return copy;
    this.#texts.set(name, text);
    this.shared[name] = copy;
    return { $ref: `#/components/schemas/${name}` };
  }
}

/** A copy of the document whose titled schemas are under `components.schemas`. */
export function shareSchemas<T extends { paths?: object; components?: object }>(document: T): T {
  const schemas = new Schemas();
  const paths = schemas.share(document.paths ?? {});
  const components = { ...document.components, schemas: schemas.shared };
  return { ...document, paths, components };
}
