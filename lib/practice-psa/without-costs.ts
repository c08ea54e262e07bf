import { withoutCost } from "@/lib/plans/without-cost";

type Json = string | number | boolean | null | { [member: string]: Json } | Json[];

/** A body or answer for somebody who may not see costs; one that was cut off in the log is still text. */
export function withoutCosts(value: Json): Json {
  if (typeof value === "string")
    return value.replace(/"(\w*cost\w*)"\s*:\s*(-?[\d.]+)/gi, '"$1":"not shown"');
  return withoutCost(value);
}
