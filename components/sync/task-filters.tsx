"use client";

import { SearchBox } from "@/components/ui/field";
import { FilterChips } from "@/components/ui/filters";
import type { TaskSummaryWire } from "@/lib/sync/wire";
import type { TaskAddress } from "./task-address";
import { typeWords } from "./words";

type FilterProps = {
  address: TaskAddress;
  onChange(change: Partial<TaskAddress>): void;
  connections: TaskSummaryWire["connections"];
  /** Of the customer that the address names. */
  customerName: string | undefined;
};

const types = Object.entries(typeWords).map(([value, label]) => ({ value, label }));
const warnings = [{ value: "with", label: "With warnings" }];
const groupings = [
  { value: "customer", label: "By customer" },
  { value: "type", label: "By type" },
];

export function TaskFilters({ address, onChange, connections, customerName }: FilterProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label="Search by customer, product, subscription, order or task"
        placeholder="Search tasks"
        value={address.search}
        onChange={(search) => onChange({ search })}
      />
      <FilterChips
        label="Type"
        options={types}
        value={address.types}
        onChange={(chosen) => onChange({ types: chosen })}
      />
      <FilterChips
        label="Warnings"
        options={warnings}
        value={address.warnings ? ["with"] : []}
        onChange={(chosen) => onChange({ warnings: chosen.length > 0 })}
      />
      {address.customer ? (
        <FilterChips
          label="Customer"
          options={[{ value: address.customer, label: customerName ?? "One customer" }]}
          value={[address.customer]}
          onChange={() => onChange({ customer: "" })}
        />
      ) : null}
      {connections.length > 1 ? (
        <FilterChips
          label="Connection"
          isSingle
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          value={address.connection ? [address.connection] : []}
          onChange={([connection = ""]) => onChange({ connection })}
        />
      ) : null}
      <FilterChips
        label="Group rows"
        isSingle
        options={groupings}
        value={address.by ? [address.by] : []}
        onChange={([by = ""]) => onChange({ by })}
      />
    </div>
  );
}
