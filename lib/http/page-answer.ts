import type { z } from "zod";
import { toJson } from "@/lib/json";
import { parseAs } from "./parse-request";
import type { Wireable } from "./route";

/** A page's first data in the shape in which the route would answer it, and with nothing more in it. */
export function answerOf<A extends z.ZodType>(schema: A, result: Wireable<z.input<A>>): z.output<A> {
  return parseAs(schema, toJson(result), "answer");
}
