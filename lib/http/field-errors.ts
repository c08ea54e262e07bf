import type { z } from "zod";
import type { FieldError } from "@/lib/errors";

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join(".");

/** What is wrong with an input, field by field, with the path as the caller wrote it: "lines.0.quantity". */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const field = pathOf(issue.path);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => ({
          field: pathOf([...issue.path, key]),
          code: "unknown_field",
          message: `${key} is not a field here`,
        }));
      case "invalid_type":
        return issue.input === undefined && /received undefined/.test(issue.message)
          ? [{ field, code: "required", message: `${field || "The value"} is missing` }]
          : [{ field, code: "invalid", message: issue.message }];
      case "too_big":
        return [{ field, code: "too_long", message: issue.message }];
      case "invalid_value":
        return [{ field, code: "unknown_value", message: issue.message }];
      case "custom":
        return [{ field, code: customCode(issue), message: issue.message }];
      default:
        return [{ field, code: "invalid", message: issue.message }];
    }
  });
}

/** A check of ours may name its own code: `ctx.addIssue({ code: "custom", params: { code: "not_a_decimal" } })`. */
function customCode(issue: Issue & { code: "custom" }): string {
  const code: unknown = issue.params?.code;
  return typeof code === "string" ? code : "invalid";
}
