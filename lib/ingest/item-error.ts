import type { z } from "zod";
import { type ItemCode, type ItemError, itemCodes } from "./answer";

const sentences: Record<ItemCode, (field: string) => string> = {
  required: (field) => `${field} is missing`,
  too_long: (field) => `${field} is too long`,
  not_a_decimal: (field) => `${field} must be a decimal text such as "12.5"`,
  not_a_date: (field) => `${field} must be a date such as "2026-03-17" or an instant "2026-03-17T08:12:00Z"`,
  unknown_value: (field) => `${field} has a value that is not known here`,
  unknown_field: (field) => `${field} is not a field of this kind`,
  unknown_partner: (field) => `${field} does not exist`,
  unknown_meter: (field) => `${field} does not exist`,
  unknown_reference: (field) => `${field} is not known`,
  wrong_currency: (field) => `${field} is not the currency of the subscription`,
  illegal_move: (field) => `${field} cannot move there`,
  already_exists_different: (field) => `${field} exists already with other content`,
  limit_exceeded: (field) => `${field} holds too many entries`,
};

const isItemCode = (text: string): text is ItemCode => (itemCodes as readonly string[]).includes(text);

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );

export function itemError(field: string, code: ItemCode, message?: string): ItemError {
  return { field, code, message: message ?? sentences[code](field || "the item") };
}

/** The first thing wrong with an item; an item is named once, so that k bad items are k lines of the answer. */
export function firstItemError(item: unknown, issues: readonly z.core.$ZodIssue[]): ItemError {
  const issue = issues[0];
  if (!issue) return itemError("", "unknown_value");
  const path = [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])];
  const field = path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return itemError(field, "unknown_field");
  if (path.length > 0 && (valueAt(item, path) === undefined || valueAt(item, path) === null))
    return itemError(field, "required");
  const allowed = issue.code === "invalid_value" ? issue.values.map(String).join(", ") : undefined;
  if (allowed !== undefined) return itemError(field, "unknown_value", `${field} must be one of ${allowed}`);
  if (issue.code === "invalid_type" && issue.expected === "object")
    return itemError(field, "unknown_value", `${field || "the item"} must be an object`);
  const [text = "", must] = issue.message.split(": ", 2);
  const code = isItemCode(text) ? text : "unknown_value";
  return itemError(field, code, must === undefined ? limitSentence(field, issue) : `${field} ${must}`);
}

/** "companyName may have at most 150 characters": a limit is told, so that it need not be looked up. */
function limitSentence(field: string, issue: z.core.$ZodIssue): string | undefined {
  if (issue.code !== "too_big") return undefined;
  return issue.origin === "array"
    ? `${field} may hold at most ${issue.maximum} entries`
    : `${field} may have at most ${issue.maximum} characters`;
}
