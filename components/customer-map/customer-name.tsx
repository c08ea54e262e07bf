"use client";

import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { useMap } from "./map-context";

/** Opens the drawer: who it is on both sides. */
export function CustomerName({ row }: { row: CustomerMapRow }) {
  const { showCustomer } = useMap();
  return (
    <span className="block">
      <button
        type="button"
        data-cell="customer"
        className="rounded text-left font-medium underline-offset-2 hover:underline"
        onClick={() => showCustomer(row.customerId)}
      >
        {row.companyName}
      </button>
      <span className="block text-small text-muted tabular">
        {[row.vendorCustomerId, row.currency].filter(Boolean).join(", ")}
      </span>
    </span>
  );
}
