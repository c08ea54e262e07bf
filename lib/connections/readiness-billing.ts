import type { ReadinessFacts, ReadinessItem } from "./readiness";

const cycleWords: Readonly<Record<string, string>> = {
  monthly: "monthly",
  quarterly: "quarterly",
  semiannual: "half-yearly",
  annual: "yearly",
};

/** What billing needs to find in the PSA: companies to map, services of the right period, recurring contracts. */
export function billingReadiness(facts: ReadinessFacts): ReadinessItem[] {
  return [companies(facts), ...services(facts), contracts(facts)];
}

const item = (id: string, title: string) => ({ id, feature: "billing" as const, title });

function openPsa({ connection, vocabulary }: ReadinessFacts): Pick<ReadinessItem, "link"> {
  const { webAddress } = connection;
  return webAddress ? { link: { label: `Open ${vocabulary.psa}`, href: webAddress } } : {};
}

const plural = (word: string) => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`);

function companies(facts: ReadinessFacts): ReadinessItem {
  const { mirror, vocabulary } = facts;
  const { psa, company } = vocabulary;
  const of = item("companies", `At least one active ${company} of type Customer`);
  if (mirror.companiesReadAt === null) return { ...of, state: "unchecked", cause: "Not read yet." };
  const count = mirror.customerCompanies;
  if (count > 0) {
    return { ...of, state: "ready", cause: `${count} ${count === 1 ? company : plural(company)}.` };
  }
  return {
    ...of,
    state: "needs_you",
    cause: `The API user sees no active ${company} of type Customer.`,
    fix: `Set the type of your customers to Customer in ${psa}, or check which ${plural(company)} the API user may see.`,
    ...openPsa(facts),
  };
}

function services(facts: ReadinessFacts): ReadinessItem[] {
  const { mirror, vocabulary } = facts;
  const { psa, catalogItem } = vocabulary;
  const title = (cycle: string) => `A ${cycleWords[cycle] ?? cycle} ${catalogItem} for your products`;
  const any = item("services", `${capitalised(plural(catalogItem))} for your products`);
  const needed = Object.entries(mirror.subscriptionsByCycle).sort(([, one], [, other]) => other - one);
  if (mirror.itemsReadAt === null) {
    return [{ ...any, state: "unchecked", cause: "Not read yet." }];
  }
  if (needed.length === 0) {
    return [{ ...any, state: "unchecked", cause: "No customer holds a subscription yet." }];
  }
  return needed.map(([cycle, subscriptions]) => {
    const of = item(`services-${cycle}`, title(cycle));
    const items = mirror.itemsByCycle[cycle] ?? 0;
    const word = cycleWords[cycle] ?? cycle;
    const held = subscriptions === 1 ? "1 subscription is" : `${subscriptions} subscriptions are`;
    if (items > 0) {
      const has = items === 1 ? `1 ${catalogItem}` : `${items} ${plural(catalogItem)}`;
      return { ...of, state: "ready", cause: `${has}; ${held} billed ${word}.` };
    }
    return {
      ...of,
      state: "needs_you",
      cause: `${held} billed ${word}, and ${psa} has no active ${word} ${catalogItem} outside a bundle.`,
      fix: `Make a ${catalogItem} with the period ${word} for each such product, then read the lists again.`,
      ...openPsa(facts),
    };
  });
}

function contracts(facts: ReadinessFacts): ReadinessItem {
  const { mirror, probe, vocabulary } = facts;
  const { psa, contract, recurringKind } = vocabulary;
  const of = item("contracts", `${recurringKind} ${plural(contract)} exist`);
  const count = mirror.recurringContracts;
  if (count > 0) {
    const many = count === 1 ? `1 ${contract}` : `${count} ${plural(contract)}`;
    return { ...of, state: "ready", cause: `${many} of mapped ${plural(vocabulary.company)}.` };
  }
  if (probe?.hasRecurringContracts === undefined) {
    const cause = `${capitalised(plural(contract))} are read once a ${vocabulary.company} is mapped.`;
    return { ...of, state: "unchecked", cause, fix: `Choose Check again to ask ${psa} now.` };
  }
  if (probe.hasRecurringContracts) {
    return { ...of, state: "ready", cause: `${psa} has some; they are read once a company is mapped.` };
  }
  return {
    ...of,
    state: "needs_you",
    cause: `None was found among the first ${plural(vocabulary.company)} that ${psa} lists.`,
    fix: `Make one ${recurringKind} ${contract} for each customer and period, with its ${plural(vocabulary.catalogItem)} attached directly.`,
    ...openPsa(facts),
  };
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
