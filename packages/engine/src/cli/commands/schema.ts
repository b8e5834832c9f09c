/** `perpmill schema`: the JSON Schema of a configuration. */
import { configJsonSchema } from "../../config/json-schema.js";
import type { CommandContext } from "../context.js";

/** Prints the schema on stdout. */
export function schemaCommand({ host }: CommandContext): void {
  host.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
}
