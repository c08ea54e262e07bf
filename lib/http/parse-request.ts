import { z } from "zod";
import { AppError } from "@/lib/errors";
import { fieldErrors } from "./field-errors";
import { DoorError } from "./problem";
import { parseJson, readText, requireHoldable, requireMediaType } from "./read-json";

/** A body of API v1: a form or a page of decisions; bulk goes through the ingest API. */
const bodyLimits = { maxBytes: 1_048_576, maxDepth: 20 };

/** Objects refuse members that they do not name, also where a schema forgot to say so. */
function strictly<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>, z.input<S>> {
  const closed =
    schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
  // Safe: refusing members that no shape names changes neither what comes in nor what comes out.
  return closed as unknown as z.ZodType<z.output<S>, z.input<S>>;
}

export function parseAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: "body" | "query" | "answer",
): z.output<S> {
  if (what === "answer") return schema.parse(value);
  const parsed = strictly(schema).safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = fieldErrors(parsed.error.issues);
  const first = fields[0];
  const named = first ? `${first.field ? `${first.field}: ` : ""}${first.message}` : "It has another shape.";
  throw new AppError("invalid", `The ${what} is not valid. ${named}`, { fields });
}

/** An address whose parts cannot be ids is an address of nothing. */
export async function parseParams<S extends z.ZodType>(
  schema: S | undefined,
  given: Promise<unknown> | undefined,
): Promise<z.output<S>> {
  if (!schema) return undefined as z.output<S>;
  const parts = await given;
  const parsed = schema.safeParse(parts);
  const hasNul = Object.values(parts ?? {}).some(
    (part) => typeof part === "string" && part.includes("\u0000"),
  );
  if (!parsed.success || hasNul) throw new DoorError(404, "not_found", "There is nothing at this address.");
  return parsed.data;
}

export function parseQuery<S extends z.ZodType>(schema: S | undefined, request: Request): z.output<S> {
  const search = new URL(request.url).searchParams;
  if (!schema) return undefined as z.output<S>;
  const given: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    for (const value of values) requireHoldable(value);
    given[name] = values.length === 1 && values[0] !== undefined ? values[0] : values;
  }
  return parseAs(schema, given, "query");
}

export async function parseBody<S extends z.ZodType>(
  schema: S | undefined,
  request: Request,
): Promise<z.output<S>> {
  if (!schema) return undefined as z.output<S>;
  requireMediaType(request, "application/json");
  const text = await readText(request, bodyLimits.maxBytes);
  return parseAs(schema, parseJson(text, bodyLimits.maxDepth), "body");
}
