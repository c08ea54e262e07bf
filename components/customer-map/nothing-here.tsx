import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import type { CustomerMapTotals } from "@/lib/mappings/customer-map-wire";

type NothingProps = { isFiltered: boolean; search: string; totals: CustomerMapTotals; onClear(): void };

/** Why no row is shown, and the way on. */
export function NothingHere({ isFiltered, search, totals, onClear }: NothingProps) {
  if (totals.customers === 0) {
    return (
      <EmptyState title="There are no customers yet">
        They appear here as soon as the vendor sends the first one.
      </EmptyState>
    );
  }
  if (totals.isAllDone && search.trim() === "") {
    return (
      <EmptyState
        title="Nothing left to map. Coverage 100 %."
        action={isFiltered ? <Button onClick={onClear}>Show all customers</Button> : undefined}
      />
    );
  }
  return (
    <EmptyState
      title={search.trim() ? `Nothing matches '${search.trim()}'.` : "No customer is in this state."}
      action={<Button onClick={onClear}>Clear filter</Button>}
    />
  );
}
