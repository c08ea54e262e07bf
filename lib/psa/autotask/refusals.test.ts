import { describe, expect, it } from "vitest";
import { readRefusal } from "./refusals";

const answer = (status: number, body: unknown = "", headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const errors = (...texts: unknown[]) => ({ errors: texts });

describe("what a body with errors means, whatever the status", () => {
  it.each([
    ["You have exceeded the thread threshold of 3 threads.", "busy", "thread_limit"],
    ["The request failed (Itgenatr005).", "busy", "thread_limit"],
    ["The request threshold of the hour was exceeded.", "busy", "quota_used_up"],
    [
      "The logged in Resource does not have the adequate permissions to query.",
      "credentials",
      "right_missing",
    ],
    ["Unable to find colour in the Company Entity.", "rejected", "query_refused"],
    ["Queries are limited to 500 or fewer 'OR' conditions.", "rejected", "query_refused"],
    ["String value exceeds maximum length; field: invoiceDescription.", "rejected", "text_too_long"],
    ["When assigning a Resource, you must assign both resource and role.", "rejected", "resource_needs_role"],
    ["Missing required field: ticketCategory (Ticket Category).", "rejected", "field_required"],
    ["Value does not reference an existing entity: serviceID.", "gone", "reference_missing"],
    ["serviceID does not exist or is invalid.", "gone", "reference_missing"],
    ["Unexpected character encountered while parsing value: t.", "rejected", "value_refused"],
    [
      "effectiveDate must be between the start date and end date of the Contract.",
      "rejected",
      "outside_contract",
    ],
    ["Cannot insert duplicate data into contract_service_period.", "rejected", "duplicate_date"],
    ["The date lies in an already approved and posted contract period.", "rejected", "period_posted"],
    ["No matching records found.", "gone", "reference_missing"],
    ["Zone information could not be determined", "credentials", "unknown_user"],
    ["IntegrationCode is invalid", "credentials", "credentials_refused"],
    ["Something nobody has seen", "rejected", "not_seen_before"],
  ])("%s", (text, kind, refusal) => {
    for (const status of [400, 500]) {
      expect(readRefusal(answer(status, errors(text)), true)).toMatchObject({
        kind,
        refusal,
        psaSentence: text,
      });
    }
  });

  it("looks behind the line that only announces the cause, and takes objects too", () => {
    const told = errors({
      message: "Error updating entity for record number [1]\r\nNo matching records found.",
    });
    expect(readRefusal(answer(500, told), true)).toMatchObject({
      kind: "gone",
      psaSentence: "No matching records found.",
    });
  });
});

describe("an answer without errors", () => {
  it.each([
    [200, "", false, undefined],
    [401, "", false, "credentials"],
    [403, "", true, "credentials"],
    [404, "<html>not found</html>", false, "rejected"],
    [405, { Message: "The requested resource does not support http method 'GET'." }, true, "rejected"],
    [429, "", true, "busy"],
    [500, "", false, "busy"],
    [500, "", true, "unknown_outcome"],
    [502, "<html>Bad Gateway</html>", false, "busy"],
    [503, "<html/>", true, "unknown_outcome"],
  ])("%s %j, write %s: %s", (status, body, isWrite, kind) => {
    expect(readRefusal(answer(status, body), isWrite)?.kind).toBe(kind);
  });
});

describe("a request to wait", () => {
  it.each([
    [{ "retry-after": "7" }, 7_000],
    [{}, 1_000],
    [{ "retry-after": "soon" }, 1_000],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:00 GMT" }, 0],
  ])("%j is %s ms", (headers: Record<string, string>, retryAfterMs) => {
    expect(readRefusal(answer(429, "", headers), true)).toMatchObject({ retryAfterMs });
  });
});
