"use client";

import { CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useUrlState } from "@/components/ui/filters";
import { EmptyState } from "@/components/ui/notice";
import type { ProductFamilies } from "@/lib/mappings/product-wire";
import { addressDefaults } from "./families-query";

/** Why no family is shown, and the way on. */
export function NothingShown({ totals }: { totals: ProductFamilies["totals"] }) {
  const [{ search, unmapped, show }, setAddress] = useUrlState(addressDefaults);
  const showAll = <Button onClick={() => setAddress({ show: "all" })}>Show everything that is sold</Button>;
  if (search) {
    return (
      <EmptyState
        title={`Nothing matches '${search}'.`}
        action={
          <>
            <Button onClick={() => setAddress({ search: "", unmapped: false })}>Clear filter</Button>
            {show === "all" ? null : showAll}
          </>
        }
      >
        {show === "all" ? null : "Only products that customers hold were searched."}
      </EmptyState>
    );
  }
  if (unmapped) {
    return (
      <EmptyState
        icon={<CircleCheck size={24} aria-hidden className="text-green" />}
        title="Nothing waits for a mapping."
        action={<Button onClick={() => setAddress({ unmapped: false })}>Show the mapped ones</Button>}
      >
        {totals.held} products that customers hold are mapped or not synced.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No customer holds a product yet." action={showAll}>
      Products show here when the vendor sends orders. You can map what is sold before that.
    </EmptyState>
  );
}
