import { Money } from "@/components/ui/money";

/** Amounts of a month, a line for each currency; currencies are never added. */
export function MonthlyMoney({ money }: { money: readonly { currency: string; minor: string }[] }) {
  if (money.length === 0) return <span className="block text-muted">none</span>;
  return (
    <span>
      {money.map(({ currency, minor }) => (
        <span key={currency} className="block">
          <Money minor={minor} currency={currency} />
        </span>
      ))}
    </span>
  );
}
