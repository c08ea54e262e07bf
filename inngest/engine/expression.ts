import { parse } from "@marcbachmann/cel-js";
import type { EngineEvent } from "./event";

type Evaluate = (context: Record<string, unknown>) => unknown;
const compiled = new Map<string, Evaluate>();

/** What is wrong with a CEL expression; `undefined` when it can be read. */
export function expressionProblem(expression: string): string | undefined {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return `the expression "${expression}": ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** True when the expression holds for the event. A missing member or any error is no match, never a failure. */
export function matches(expression: string | undefined, event: EngineEvent): boolean {
  if (!expression) return true;
  try {
    return compile(expression)({ event }) === true;
  } catch {
    return false;
  }
}

/** The expression's value as text, to be used as a key. Events that lack the member share one key. */
export function keyOf(expression: string, event: EngineEvent): string {
  return findKey(expression, event) ?? "null";
}

/** As `keyOf`, but `undefined` when a member is missing. */
export function findKey(expression: string, event: EngineEvent): string | undefined {
  try {
    const value = compile(expression)({ event });
    return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
  } catch {
    return undefined;
  }
}

function compile(expression: string): Evaluate {
  const known = compiled.get(expression);
  if (known) return known;
  const evaluate = parse(expression) as Evaluate;
  compiled.set(expression, evaluate);
  return evaluate;
}
