/** The routes of the server, as its own OpenAPI document lists them. */
import type { FastifyInstance } from "fastify";

/** A JSON schema, as far as tests look into it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** A route with one method. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** with `{id}` where an id goes */
  readonly path: string;
  readonly access: string;
  readonly parameters: readonly Parameter[];
  /** of a JSON body */
  readonly body: JsonSchema | null;
  /** statuses that the document says it may answer with */
  readonly statuses: readonly string[];
}

interface Described {
  readonly operationId?: string;
  readonly "x-access"?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  };
  readonly responses?: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

function documentOf(app: FastifyInstance): Document {
  return JSON.parse(JSON.stringify(app.swagger()));
}

/** Every operation of the document. */
export function operationsOf(app: FastifyInstance): readonly Operation[] {
  return Object.entries(documentOf(app).paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      id: described.operationId ?? `${method} ${path}`,
      method: method.toUpperCase() as Operation["method"],
      path,
      access: described["x-access"] ?? "none",
      parameters: described.parameters ?? [],
      body: described.requestBody?.content?.["application/json"]?.schema ?? null,
      statuses: Object.keys(described.responses ?? {}),
    })),
  );
}

/** What references in schemas lead to, by name. */
export function sharedSchemas(app: FastifyInstance): Readonly<Record<string, JsonSchema>> {
  return documentOf(app).components?.schemas ?? {};
}
