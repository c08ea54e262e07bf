"use client";

import { SearchBox, TextField } from "@/components/ui/field";
import { FilterChips } from "@/components/ui/filters";
import type { LogAddress } from "./log-address";
import { stateChips } from "./log-words";

type LogFiltersProps = {
  address: LogAddress;
  onChange(change: Partial<LogAddress>): void;
  connections: readonly { id: string; name: string }[];
  customerName: string | undefined;
};

export function LogFilters({ address, onChange, connections, customerName }: LogFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label="Search by customer or PSA number"
        placeholder="Search the log"
        value={address.search}
        onChange={(search) => onChange({ search })}
      />
      <FilterChips
        label="Result"
        options={stateChips}
        value={address.states}
        onChange={(states) => onChange({ states })}
      />
      {connections.length > 1 ? (
        <FilterChips
          label="Connection"
          isSingle
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          value={address.connection ? [address.connection] : []}
          onChange={([connection = ""]) => onChange({ connection })}
        />
      ) : null}
      {address.customer ? (
        <FilterChips
          label="Customer"
          options={[{ value: address.customer, label: customerName ?? "One customer" }]}
          value={[address.customer]}
          onChange={() => onChange({ customer: "" })}
        />
      ) : null}
      <div className="flex items-center gap-2">
        <TextField
          label="From day"
          isLabelHidden
          type="date"
          name="from"
          value={address.from}
          onChange={(event) => onChange({ from: event.target.value })}
        />
        <span aria-hidden className="text-muted">
          to
        </span>
        <TextField
          label="To day"
          isLabelHidden
          type="date"
          name="to"
          value={address.to}
          onChange={(event) => onChange({ to: event.target.value })}
        />
      </div>
    </div>
  );
}
