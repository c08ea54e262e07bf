"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SearchBox } from "@/components/ui/field";
import { FilterChips } from "@/components/ui/filters";
import type { RequestFilter } from "./use-requests";

const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"].map((method) => ({ value: method, label: method }));

type FiltersProps = { value: RequestFilter; onChange(change: Partial<RequestFilter>): void };

export function RequestFilters({ value, onChange }: FiltersProps) {
  return (
    <search className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        label="Search in address, body and answer"
        placeholder="Address, body or answer"
        value={value.text}
        onChange={(text) => onChange({ text })}
      />
      <FilterChips
        label="Kind"
        options={[{ value: "writes", label: "Writes only" }]}
        value={value.writes ? ["writes"] : []}
        onChange={(chosen) => onChange({ writes: chosen.length > 0 })}
      />
      <FilterChips
        label="Method"
        options={methods}
        value={value.method ? [value.method] : []}
        onChange={(chosen) => onChange({ method: chosen[0] ?? "" })}
        isSingle
      />
      {value.operation ? (
        <Button size="small" icon={X} onClick={() => onChange({ operation: "" })}>
          Of one operation only
        </Button>
      ) : null}
    </search>
  );
}
