import { sayDate, sayDates } from "@/lib/dates";
import type { PsaErrorKind, RefusalCode } from "@/lib/psa/errors";
import type { LineState, LineTarget } from "@/lib/psa/records";

/** What a person is told of a refusal: why, what to do, who can, and where. The PSA's own sentence stands below it. */
export type Explanation = { cause: string; fix: string; who: string; link: { label: string; href: string } };

export type Refused = {
  kind: PsaErrorKind;
  refusal: RefusalCode;
  psa: string;
  target: Partial<Pick<LineTarget, "effectiveDate">>;
  contract: LineState["contract"];
  today: string;
  field?: string | undefined;
  /** The right that is missing, in words, and where it is given. */
  lacks?: { right: string; where: string } | undefined;
  retryAfterMs?: number | undefined;
  /** Whether the PSA said anything at all. */
  hasSentence: boolean;
  planId: string;
  connectionId: string;
};

type Told = Omit<Explanation, "who" | "link"> & { who: keyof typeof helpers; link: keyof typeof links };

/** Who can mend it. */
const helpers = {
  planner: () => "Whoever plans the change",
  partner_admin: () => "An admin of your company",
  psa_admin: (psa: string) => `An admin of ${psa}`,
  nobody: () => "Nobody needs to: it goes on by itself",
} as const;

/** Where it is mended. */
const links = {
  plan: ({ planId }: Refused) => ({ label: "Open the plan", href: `/sync/plans/${planId}` }),
  setup: ({ connectionId }: Refused) => ({
    label: "Open Integration Setup",
    href: `/integrations/${connectionId}/setup`,
  }),
  customers: () => ({ label: "Open the Customer Map", href: "/customer-map" }),
  products: () => ({ label: "Open Products", href: "/products" }),
} as const;

/**
 * Explains a refused or unanswered write in its own figures. What no row knows is said to be new, and the PSA's sentence
 * has to do.
 */
export function explainRefusal(refused: Refused): Explanation {
  const told = ofCode(refused) ?? ofKind(refused);
  return { ...told, who: helpers[told.who](refused.psa), link: links[told.link](refused) };
}

function ofCode(refused: Refused): Told | undefined {
  const { refusal, psa, field } = refused;
  const day = dayOf(refused);
  switch (refusal) {
    case "credentials_refused":
    case "unknown_user":
      return {
        cause: `${psa} refused the user name, the secret or the tracking identifier; the connection stops.`,
        fix: `Check all three in Integration Setup, and unlock the user in ${psa}.`,
        who: "partner_admin",
        link: "setup",
      };
    case "other_database":
      return {
        cause: `The user name leads to another database of ${psa} now; nothing was sent there.`,
        fix: "Save credentials of the database that this connection was made for.",
        who: "partner_admin",
        link: "setup",
      };
    case "right_missing": {
      const { right, where } = refused.lacks ?? {};
      return {
        cause: `The API user may not ${right ?? "do this"}: it lacks a right.`,
        fix: `Give it in ${where ?? "the security level of the API user"}, then test and save the connection.`,
        who: "psa_admin",
        link: "setup",
      };
    }
    case "outside_contract":
      return {
        cause: `${day} is outside the contract (${contractDates(refused)}).`,
        fix: "Choose a date inside, or extend the contract.",
        who: "planner",
        link: "plan",
      };
    case "period_posted":
      return {
        cause: `The period that holds ${day} was posted in ${psa} meanwhile.`,
        fix: "A new plan from the next open period is made by itself.",
        who: "planner",
        link: "plan",
      };
    case "duplicate_date":
      return {
        cause: `This line already has a change on ${day}.`,
        fix: "A new plan for the next free day is made by itself.",
        who: "planner",
        link: "plan",
      };
    case "reference_missing":
      return {
        cause: `${field ?? "A field"} points to a record that is gone or inactive.`,
        fix: "Choose it again on the mapping page; the list is read anew.",
        who: "planner",
        link: field === "serviceID" ? "products" : "customers",
      };
    case "text_too_long":
      return {
        cause: `${field ?? "A text"} is longer than ${psa} takes.`,
        fix: "Shorten it; only titles and our own texts are cut here.",
        who: "planner",
        link: "plan",
      };
    case "field_required":
      return {
        cause: `${psa} demands ${field ?? "a field"} here.`,
        fix: "Set a default for it in Integration Setup.",
        who: "partner_admin",
        link: "setup",
      };
    case "resource_needs_role":
      return {
        cause: "Resource and role go together.",
        fix: "Set both or none in Integration Setup.",
        who: "partner_admin",
        link: "setup",
      };
    case "zero_refused":
      return {
        cause: "This tenant does not accept 0 units.",
        fix: "Choose in Integration Setup: 1 unit at price 0, or end the contract.",
        who: "partner_admin",
        link: "setup",
      };
    case "thread_limit":
    case "quota_used_up":
    case "own_budget_used_up":
      return {
        cause: `${psa} takes no more calls just now.`,
        fix: `Nothing to do; it goes on ${soon(refused)}.`,
        who: "nobody",
        link: "plan",
      };
    default:
      return undefined;
  }
}

/** What is told where no refusal was named: by what the PSA did. */
function ofKind({ kind, hasSentence, ...refused }: Refused): Told {
  const { psa } = refused;
  if (kind === "busy") {
    return {
      cause: `${psa} has trouble or does not answer.`,
      fix: `Nothing to do; it is tried again ${soon(refused)}.`,
      who: "nobody",
      link: "plan",
    };
  }
  if (kind === "unknown_outcome") {
    return {
      cause: `${psa}'s answer was lost.`,
      fix: "We are checking whether the change arrived; nothing is sent twice.",
      who: "nobody",
      link: "plan",
    };
  }
  if (kind === "bad_answer") {
    return {
      cause: `${psa} gave an answer that we do not trust; nothing was changed.`,
      fix: `Nothing to do; it is asked again ${soon(refused)}.`,
      who: "nobody",
      link: "plan",
    };
  }
  return {
    cause: `${psa} refused this and the reason was not seen before.`,
    fix: hasSentence ? "Read its sentence below." : "Look at the write in the Action Log.",
    who: "planner",
    link: "plan",
  };
}

function dayOf({ target, today }: Refused): string {
  return target.effectiveDate === undefined ? "The date" : sayDate(target.effectiveDate, today);
}

const contractDates = ({ contract, today }: Refused): string =>
  contract.endDate === undefined
    ? `from ${sayDate(contract.startDate, today)} on`
    : sayDates(contract.startDate, contract.endDate, today);

function soon({ retryAfterMs }: { retryAfterMs?: number | undefined }): string {
  if (retryAfterMs === undefined) return "shortly";
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return seconds <= 90 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} minutes`;
}
