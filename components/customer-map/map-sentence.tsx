import { Money } from "@/components/ui/money";
import type { CustomerMapTotals } from "@/lib/mappings/customer-map-wire";

/** How the map stands, in one sentence. */
export function MapSentence({ totals }: { totals: CustomerMapTotals }) {
  const { customers, openCustomers, openMoney, isAllDone, states } = totals;
  if (customers === 0) return "There are no customers yet.";
  if (isAllDone) return "Nothing left to map. Coverage 100 %.";
  const mapped = states.find(({ state }) => state === "mapped")?.customers ?? 0;
  return (
    <>
      {mapped} of {customers} customers are mapped; {openCustomers}{" "}
      {openCustomers === 1 ? "needs a company" : "need a company"}
      {openMoney.map(({ currency, minor }, index) => (
        <span key={currency}>
          {index === 0 ? ": " : " and "}
          <Money minor={minor} currency={currency} />
        </span>
      ))}
      {openMoney.length > 0 ? " per month" : null}.
    </>
  );
}
