import type { ConnectionState } from "@/db/schema/connections";
import type { Vocabulary } from "@/lib/psa/connector";
import { billingReadiness } from "./readiness-billing";

/** `ready` green, `look` amber, `needs_you` red, `unchecked` grey. */
export type ReadinessState = "ready" | "look" | "needs_you" | "unchecked";

export type ReadinessItem = {
  id: string;
  /** Which feature needs it; items of features that are off do not count. */
  feature: "connection" | "billing";
  state: ReadinessState;
  title: string;
  cause?: string;
  fix?: string;
  link?: { label: string; href: string };
};

/** What the latest look at the PSA found. */
export type LastProbe = {
  at: Date;
  state: "signed_in" | "unreachable" | "refused";
  problem?: string;
  hasOtherDatabase: boolean;
  /** Undefined where the look was not asked for them. */
  missingRights: readonly string[] | undefined;
  /** How far the PSA's clock is ahead of ours; undefined where it does not tell. */
  clockSeconds: number | undefined;
  hasRecurringContracts: boolean | undefined;
};

export type MirrorFacts = {
  /** Active companies that customers may be mapped to. */
  customerCompanies: number;
  recurringContracts: number;
  companiesReadAt: Date | null;
  itemsReadAt: Date | null;
  itemsByCycle: Readonly<Record<string, number>>;
  /** Active subscriptions by the cycle that they are billed in. */
  subscriptionsByCycle: Readonly<Record<string, number>>;
};

export type ReadinessFacts = {
  connection: {
    state: ConnectionState;
    stateReason: string | null;
    displayName: string;
    webAddress?: string;
  };
  vocabulary: Vocabulary;
  probe: LastProbe | undefined;
  mirror: MirrorFacts;
};

/** Further apart than this, dates near midnight and signatures go wrong. */
const CLOCK_TOLERANCE_SECONDS = 120;

/** Everything that must be in place, in the order in which it is needed, each with its cause and remedy. */
export function readinessOf(facts: ReadinessFacts): { state: ReadinessState; items: ReadinessItem[] } {
  const items = [...connectionReadiness(facts), ...billingReadiness(facts)];
  const worst = (["needs_you", "look", "unchecked"] as const).find((state) =>
    items.some((item) => item.state === state),
  );
  return { state: worst ?? "ready", items };
}

function connectionReadiness(facts: ReadinessFacts): ReadinessItem[] {
  const { vocabulary, probe, connection } = facts;
  const { psa } = vocabulary;
  const of = (id: string, title: string) => ({ id, feature: "connection" as const, title });
  const isAnswered = probe?.state === "signed_in";
  const unasked = (id: string, title: string): ReadinessItem => ({
    ...of(id, title),
    state: "unchecked",
    cause: probe && !isAnswered ? `${psa} could not be asked.` : "Nobody has asked yet.",
    fix: "Choose Check again.",
  });
  const address: ReadinessItem =
    probe?.state === "unreachable" && !probe.hasOtherDatabase
      ? {
          ...of("address", `${psa} answers`),
          state: "needs_you",
          cause: probe.problem ?? `${psa} did not answer.`,
          fix: `Nothing is lost; everything waits. If ${psa} works for you in the browser, check again in some minutes.`,
        }
      : probe
        ? { ...of("address", `${psa} answers`), state: "ready" }
        : unasked("address", `${psa} answers`);
  return [
    address,
    signIn(facts, of("sign-in", "Sign-in works"), unasked),
    probe?.hasOtherDatabase
      ? {
          ...of("database", "The same database as before"),
          state: "needs_you",
          cause: probe.problem ?? "The user name leads to another database now.",
          fix: `Type the credentials of ${connection.displayName}, or add the other database as a connection of its own.`,
          link: { label: "Credentials", href: "#credentials" },
        }
      : isAnswered
        ? { ...of("database", "The same database as before"), state: "ready", cause: connection.displayName }
        : unasked("database", "The same database as before"),
    ...rights(facts, of, unasked),
    clock(facts, of("clock", "Clocks agree"), unasked),
  ];
}

type Unasked = (id: string, title: string) => ReadinessItem;
type Of = (id: string, title: string) => Pick<ReadinessItem, "id" | "feature" | "title">;

function signIn({ probe, connection, vocabulary }: ReadinessFacts, item: ReturnType<Of>, unasked: Unasked) {
  const isRefused = probe?.state === "refused" || connection.state === "credentials_rejected";
  if (isRefused) {
    return {
      ...item,
      state: "needs_you" as const,
      cause: connection.stateReason ?? `${vocabulary.psa} refused the credentials.`,
      fix: "Type new credentials. Nothing is sent until then, because repeated refusals lock the user.",
      link: { label: "Credentials", href: "#credentials" },
    };
  }
  return probe?.state === "signed_in"
    ? { ...item, state: "ready" as const }
    : unasked("sign-in", "Sign-in works");
}

function rights(
  { probe, connection, vocabulary }: ReadinessFacts,
  of: Of,
  unasked: Unasked,
): ReadinessItem[] {
  const title = "The API user has the rights that billing needs";
  if (probe?.state !== "signed_in" || probe.missingRights === undefined) return [unasked("rights", title)];
  if (probe.missingRights.length === 0) return [{ ...of("rights", title), state: "ready" }];
  const { webAddress } = connection;
  return probe.missingRights.map((sentence, index) => {
    // The probe's sentences say what is missing, then where it is set.
    const end = sentence.indexOf(". ");
    return {
      ...of(`rights-${index + 1}`, "A right is missing"),
      state: "needs_you",
      cause: end < 0 ? sentence : sentence.slice(0, end + 1),
      ...(end < 0 ? {} : { fix: sentence.slice(end + 2) }),
      ...(webAddress && { link: { label: `Open ${vocabulary.psa}`, href: webAddress } }),
    };
  });
}

function clock({ probe, vocabulary }: ReadinessFacts, item: ReturnType<Of>, unasked: Unasked): ReadinessItem {
  const seconds = probe?.clockSeconds;
  if (seconds === undefined) return unasked("clock", item.title);
  const apart = Math.abs(seconds);
  if (apart <= CLOCK_TOLERANCE_SECONDS) {
    return { ...item, state: "ready", cause: apart < 2 ? "To the second." : `${apart} seconds apart.` };
  }
  return {
    ...item,
    state: "look",
    cause: `${vocabulary.psa}'s clock is ${apart} seconds ${seconds > 0 ? "ahead of" : "behind"} the portal's.`,
    fix: "Ask whoever runs the portal to set its machine's clock by the network.",
  };
}
