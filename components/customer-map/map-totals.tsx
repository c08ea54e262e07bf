import { StateWord } from "@/components/ui/state";
import type { CustomerMapTotals } from "@/lib/mappings/customer-map-wire";
import { MonthlyMoney } from "./monthly-money";
import { mapStateWords } from "./words";

/** Customers and their money by state, and companies that nobody is mapped to. */
export function MapTotals({ totals }: { totals: CustomerMapTotals }) {
  return (
    <div className="grid gap-2">
      <dl className="grid grid-cols-2 gap-2 lg:grid-cols-4">
        {totals.states.map(({ state, customers, money }) => {
          const { word, tone } = mapStateWords[state];
          return (
            <div key={state} className="rounded-lg border border-line bg-surface px-3 py-2">
              <dt>
                <StateWord tone={tone}>{word}</StateWord>
              </dt>
              <dd className="mt-1 flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="text-title font-semibold tabular">{customers}</span>
                <span className="text-right text-small text-muted">
                  <MonthlyMoney money={money} />
                  {money.length > 0 ? "per month" : null}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      {totals.connections
        .filter(({ freeCompanies }) => freeCompanies > 0)
        .map(({ id, name, psa, freeCompanies }) => (
          <p key={id} className="text-small text-muted">
            {freeCompanies} {freeCompanies === 1 ? "company" : "companies"} of type Customer in{" "}
            {totals.connections.length > 1 ? name : psa} {freeCompanies === 1 ? "has" : "have"} no customer
            here.
          </p>
        ))}
    </div>
  );
}
