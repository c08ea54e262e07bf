import { sayDate, sayDates } from "@/lib/dates";
import type { RefusalCode } from "@/lib/psa/errors";
import type { LineState, LineTarget } from "@/lib/psa/records";

/** What a person is told of a refusal: why, and what to do. The PSA's own sentence stands below it. */
export type Explanation = { cause: string; fix: string };

/**
 * Explains a refused line change in its own figures. Codes without a row here are explained by the sentence that the
 * connector gave, and "not seen before" says so.
 */
export function explainRefusal(
  refusal: RefusalCode,
  write: {
    psa: string;
    target: Partial<Pick<LineTarget, "effectiveDate">>;
    contract: LineState["contract"];
    today: string;
    field?: string;
  },
): Explanation | undefined {
  const { psa, contract, today, field } = write;
  const date = write.target.effectiveDate;
  const day = date === undefined ? "The date" : sayDate(date, today);
  switch (refusal) {
    case "outside_contract": {
      const dates =
        contract.endDate === undefined
          ? `from ${sayDate(contract.startDate, today)} on`
          : sayDates(contract.startDate, contract.endDate, today);
      return {
        cause: `${day} is outside the contract (${dates}).`,
        fix: "Choose a date inside, or extend the contract.",
      };
    }
    case "period_posted":
      return {
        cause: `The period that holds ${day} was posted in ${psa} meanwhile.`,
        fix: "A new plan from the next open period is made by itself.",
      };
    case "duplicate_date":
      return {
        cause: `This line already has a change on ${day}.`,
        fix: "A new plan for the next free day is made by itself.",
      };
    case "reference_missing":
      return {
        cause: `${field ?? "A field"} points to a record that is gone or inactive.`,
        fix: "Choose it again on the mapping page; the list is read anew.",
      };
    case "text_too_long":
      return { cause: `${field ?? "A text"} is longer than ${psa} takes.`, fix: "Shorten it." };
    case "zero_refused":
      return {
        cause: "This tenant does not accept 0 units.",
        fix: "Choose in Integration Setup: 1 unit at price 0, or end the contract.",
      };
    case "right_missing":
      return {
        cause: "The API user lacks a right.",
        fix: "Give it in the security level of the API user, then test and save the connection.",
      };
    case "not_seen_before":
      return {
        cause: `${psa} refused this and the reason was not seen before.`,
        fix: "Read its sentence below.",
      };
    default:
      return undefined;
  }
}
