import { z } from "zod";
import { machineNow, toInstant } from "@/lib/clock";
import { PsaError, type PsaErrorKind, type RefusalCode } from "../errors";
import type { HttpAnswer } from "../transport";
import { neededRights, securityLevelPath } from "./needed-rights";

/** First wait when the PSA asks for one and names none. */
const BUSY_MS = 1_000;
const TROUBLE_MS = 15_000;

/** The call that was refused. */
export type AskedOf = { entity: string; isWrite: boolean };

type Rule = { fragment: RegExp; kind: PsaErrorKind; refusal: RefusalCode; sentence: string };

/**
 * Texts that live databases were seen to answer with, the more specific first. Autotask says 500 where others say 400,
 * so the text decides and the status only helps out.
 */
const rules: readonly Rule[] = [
  {
    fragment: /thread threshold of \d+ threads|Itgenatr005/i,
    kind: "busy",
    refusal: "thread_limit",
    sentence: "Autotask takes three calls at a time for each entity.",
  },
  {
    fragment: /threshold/i,
    kind: "busy",
    refusal: "quota_used_up",
    sentence: "The hourly allowance of this Autotask database is used up by all its integrations together.",
  },
  {
    fragment: /Zone information could not be determined/i,
    kind: "credentials",
    refusal: "unknown_user",
    sentence: "Autotask does not know this user name.",
  },
  {
    fragment: /IntegrationCode is invalid/i,
    kind: "credentials",
    refusal: "credentials_refused",
    sentence: "Autotask refused the tracking identifier.",
  },
  {
    fragment: /does not have the adequate permissions/i,
    kind: "credentials",
    refusal: "right_missing",
    sentence:
      "The API user lacks a right. Admin > Features & Settings > Resources/Users (HR) > Security > Security Levels.",
  },
  {
    fragment: /effectiveDate must be between the start date and end date of the Contract/i,
    kind: "rejected",
    refusal: "outside_contract",
    sentence: "The date is outside the contract. Choose a date inside, or extend the contract.",
  },
  {
    fragment: /insert duplicate data into contract_service_period/i,
    kind: "rejected",
    refusal: "duplicate_date",
    sentence: "This line already has a change on that date.",
  },
  {
    fragment: /already approved and posted contract period/i,
    kind: "rejected",
    refusal: "period_posted",
    sentence: "The period was posted meanwhile; nothing in it can change any more.",
  },
  {
    fragment: /zero units|units .*must be greater than 0/i,
    kind: "rejected",
    refusal: "zero_refused",
    sentence: "This tenant does not accept 0 units. Choose: 1 unit at price 0, or end the contract.",
  },
  {
    fragment: /String value exceeds maximum length/i,
    kind: "rejected",
    refusal: "text_too_long",
    sentence: "A text is longer than Autotask takes. Shorten it.",
  },
  {
    fragment: /No matching records found/i,
    kind: "gone",
    refusal: "reference_missing",
    sentence: "The record is gone, or the API user may not see it.",
  },
  {
    fragment: /does not reference an existing entity|does not exist or is invalid/i,
    kind: "gone",
    refusal: "reference_missing",
    sentence: "A field points to a record that is gone or inactive. Choose again.",
  },
  {
    fragment:
      /Unable to find .+ in the .+ Entity|500 or fewer 'OR' conditions|must have at least one filter/i,
    kind: "rejected",
    refusal: "query_refused",
    sentence: "Autotask refused the question itself.",
  },
  {
    fragment: /units .*cannot be less than 0/i,
    kind: "rejected",
    refusal: "value_refused",
    sentence: "There are fewer units on the contract than are to be taken away.",
  },
  {
    fragment: /When assigning a Resource, you must assign both/i,
    kind: "rejected",
    refusal: "resource_needs_role",
    sentence: "Resource and role go together. Set both or none.",
  },
  {
    fragment: /Missing required field/i,
    kind: "rejected",
    refusal: "field_required",
    sentence: "Autotask demands a field that was not sent.",
  },
  {
    fragment: /Unexpected character encountered while parsing value/i,
    kind: "rejected",
    refusal: "value_refused",
    sentence: "Autotask refused a value.",
  },
];

/** Strings as measured, objects as some clients tolerate. */
const errorsSchema = z.object({
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string() }).transform((e) => e.message)]))
    .min(1),
});
const routingSchema = z.object({ Message: z.string() });

/**
 * Sorts an answer that is not a success, body first, status second. `undefined` for 200. A write whose answer cannot be
 * understood is `unknown_outcome`, because it may have been done.
 */
export function readRefusal(answer: HttpAnswer, isWrite: boolean, request?: AskedOf): PsaError | undefined {
  if (answer.status === 200) return undefined;
  const body = safeJson(answer.body);
  const errors = errorsSchema.safeParse(body);
  if (errors.success) return fromTexts(errors.data.errors, answer, request);
  switch (answer.status) {
    case 401:
      return new PsaError("credentials", credentialsRefused, { refusal: "credentials_refused" });
    case 403:
      return new PsaError("credentials", "The API user lacks a right.", {
        refusal: "right_missing",
        lacks: rightFor(request),
      });
    case 429:
      return new PsaError("busy", "Autotask asks to wait.", {
        refusal: "thread_limit",
        retryAfterMs: retryAfterMs(answer) ?? BUSY_MS,
      });
  }
  const psaSentence = routingSchema.safeParse(body).data?.Message;
  if (answer.status >= 400 && answer.status < 500) {
    const message = `Autotask refused the address or method (${answer.status}).`;
    return new PsaError("rejected", message, { refusal: "query_refused", psaSentence });
  }
  if (isWrite) {
    return new PsaError(
      "unknown_outcome",
      `Autotask answered ${answer.status}; whether it took the change is checked.`,
    );
  }
  return new PsaError("busy", `Autotask has trouble (${answer.status}).`, {
    retryAfterMs: retryAfterMs(answer) ?? TROUBLE_MS,
  });
}

/** Autotask does not say which of the three was wrong. */
export const credentialsRefused =
  "Autotask refused this user name, secret or tracking identifier; it does not say which. Check all three. " +
  "We tried once and stop here, because Autotask locks a user after repeated refusals.";

function fromTexts(texts: readonly string[], answer: HttpAnswer, request: AskedOf | undefined): PsaError {
  // "Error updating entity for record number [1]" only announces the cause that follows it.
  const lines = texts.flatMap((each) => each.split(/\r?\n/)).map((line) => line.trim());
  const causes = lines.filter(
    (line) => line !== "" && !/^Error (updating|creating) entity for record number/i.test(line),
  );
  const psaSentence = (causes.length > 0 ? causes : lines).join(" ").slice(0, 1_000);
  const rule = rules.find(({ fragment }) => fragment.test(psaSentence));
  if (!rule) return new PsaError("rejected", `Autotask refused this: ${psaSentence}`, { psaSentence });
  return new PsaError(rule.kind, rule.sentence, {
    refusal: rule.refusal,
    psaSentence,
    field: namesField.has(rule.refusal) ? memberIn(psaSentence) : undefined,
    lacks: rule.refusal === "right_missing" ? rightFor(request) : undefined,
    ...(rule.kind === "busy" ? { retryAfterMs: retryAfterMs(answer) ?? BUSY_MS } : {}),
  });
}

const namesField: ReadonlySet<RefusalCode> = new Set([
  "reference_missing",
  "text_too_long",
  "field_required",
]);

/** The member a sentence speaks of, "invoiceDescription": the first word with a capital inside. */
const memberIn = (sentence: string): string | undefined => /\b[a-z]+[A-Z]\w*/.exec(sentence)?.[0];

/** Autotask names neither entity nor right; what was asked tells. */
function rightFor(request: AskedOf | undefined): { right: string; where: string } | undefined {
  const needed = neededRights.find(
    ({ entity, verb }) => entity === request?.entity && (verb === "Create") === request.isWrite,
  );
  return needed && { right: needed.does, where: securityLevelPath.join(" > ") };
}

/** `Retry-After` as seconds or as an HTTP date; undefined when absent or nonsense. */
function retryAfterMs(answer: HttpAnswer): number | undefined {
  const header = answer.headers["retry-after"];
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number.parseInt(header, 10) * 1_000;
  try {
    return Math.max(0, toInstant(header).getTime() - machineNow().getTime());
  } catch {
    return undefined;
  }
}

function safeJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
