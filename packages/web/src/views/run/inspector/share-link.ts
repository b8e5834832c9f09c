/** A configuration in an address: JSON, deflated, in base64url. */
import type { ConfigInput } from "@perpmill/engine";
import { withoutDefaults } from "../../../engine/config-sparse";

/** Which bars a configuration was run on, as far as another tab can find them. */
export type SharedData =
  | { readonly kind: "sample" }
  | { readonly kind: "set"; readonly id: string; readonly name: string }
  | { readonly kind: "file"; readonly name: string };

export interface Shared {
  readonly config: ConfigInput;
  readonly data: SharedData | null;
  /** what is done with many of them, as its form has it; left out: one run */
  readonly study?: unknown;
}

/** A link that holds no configuration: cut off, or made by something else. */
export class BrokenLink extends Error {
  override readonly name = "BrokenLink";
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream) {
  const body = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** The text of a link, without the address. */
export async function encodeShared({ config, data, study }: Shared): Promise<string> {
  const json = JSON.stringify({ v: 1, config: withoutDefaults(config), data, study });
  const bytes = await through(new TextEncoder().encode(json), new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function dataOf(value: unknown): SharedData | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, id, name } = value as Readonly<Record<string, unknown>>;
  if (kind === "sample") return { kind };
  if (typeof name !== "string") return null;
  if (kind === "file") return { kind, name };
  return kind === "set" && typeof id === "string" ? { kind, id, name } : null;
}

/**
 * What a link holds. The configuration is not checked yet.
 * @throws BrokenLink
 */
export async function decodeShared(text: string): Promise<{
  readonly config: unknown;
  readonly data: SharedData | null;
  readonly study: unknown;
}> {
  let document: unknown;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const json = await through(bytes, new DecompressionStream("deflate-raw"));
    document = JSON.parse(new TextDecoder().decode(json));
  } catch (cause) {
    throw new BrokenLink("the link holds no configuration", { cause });
  }
  if (typeof document !== "object" || document === null || !("config" in document)) {
    throw new BrokenLink("the link holds no configuration");
  }
  const [data, study] = ["data", "study"].map((name) => Reflect.get(document, name));
  return { config: document.config, data: dataOf(data), study };
}
