import { z } from "zod";
import type { RouteDefinition } from "./route";

export type DocumentedRoute = {
  /** "/api/v1/plans/[planId]", as the folder is called. */
  path: string;
  method: "get" | "post" | "put" | "patch" | "delete";
  definition: RouteDefinition;
};

type JsonSchema = Record<string, unknown>;

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  current: z.unknown().optional(),
  psaSentence: z.string().optional(),
  refusal: z.string().optional(),
});

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  // What JSON Schema has no word for (a transform's result) is left open rather than left out.
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** The methods of a route module that say what they are; pages of the framework and others have no definition. */
export function routesIn(path: string, module: Readonly<Record<string, unknown>>): DocumentedRoute[] {
  const methods = ["get", "post", "put", "patch", "delete"] as const;
  return methods.flatMap((method) => {
    const handler = module[method.toUpperCase()];
    if (typeof handler !== "function" || !("definition" in handler)) return [];
    // Only `route`, `ingestRoute` and `publicRoute` put a definition on a handler.
    return [{ path, method, definition: handler.definition as RouteDefinition }];
  });
}

/** The OpenAPI 3.1 document, made of the schemas that parse requests and shape answers. */
export function openApiDocument(routes: readonly DocumentedRoute[]): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Counterpart",
      version: "1",
      description:
        "Vendor data comes in at /api/ingest/v1; screens and partners' API keys use /api/v1. Errors are problem details.",
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem, "output") },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "cpk_..." },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  };
}

function operation({ path, method, definition }: DocumentedRoute): JsonSchema {
  const { permission, summary, body, answer, status = 200 } = definition;
  const isIngest = path.startsWith("/api/ingest/");
  const isBatch = isIngest && method === "post";
  const success = { description: "Done", content: json(jsonSchema(answer, "output")) };
  return {
    summary,
    description: `Needs: ${permission}`,
    security: permission === "anyone" ? [] : isIngest ? [{ apiKey: [] }] : [{ apiKey: [] }, { session: [] }],
    parameters: [...parameters(definition), ...(isBatch ? [idempotencyKey] : [])],
    ...(body && { requestBody: { required: true, content: json(jsonSchema(body, "input")) } }),
    responses: {
      [status]: success,
      ...(isBatch && { "422": { ...success, description: "Every item was rejected (nothing_accepted)" } }),
      default: {
        description: "Refused",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

const json = (schema: JsonSchema) => ({ "application/json": { schema } });

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", minLength: 1, maxLength: 128 },
};

function parameters({ params, query }: RouteDefinition): JsonSchema[] {
  const of = (schema: z.ZodType | undefined, place: "path" | "query"): JsonSchema[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
      properties?: Record<string, JsonSchema>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, each]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      schema: each,
    }));
  };
  return [...of(params, "path"), ...of(query, "query")];
}
