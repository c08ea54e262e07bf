"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { SelectField } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/notice";
import type { CustomerAutomationWire } from "@/lib/automation/wire";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";

const levelWords: Record<CustomerAutomationWire["connection"]["level"], string> = {
  watch: "Watch",
  ask: "Ask",
  guarded: "Guarded",
  automatic: "Automatic",
};

/** As the connection, off or on for one customer; saved as it is chosen. */
export function CustomerAutomation({ customerId }: { customerId: string }) {
  const client = useQueryClient();
  const mayEdit = useReader().may("automation.edit");
  const path = `/api/v1/customers/${encodeURIComponent(customerId)}/automation`;
  const queryKey = queryKeys.customerMap({ automation: customerId });
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => fetchJson<CustomerAutomationWire>(path, { signal }),
  });
  const change = useMutation({
    mutationFn: (automationLevel: string | null) =>
      fetchJson<CustomerAutomationWire>(path, { method: "PUT", body: { automationLevel } }),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
  });
  if (!data) return null;
  return (
    <>
      {change.error ? <ProblemNotice problem={change.error} /> : null}
      <SelectField
        label="Without a person"
        name="automationLevel"
        value={data.chosen ?? ""}
        disabled={!mayEdit || change.isPending}
        title={mayEdit ? undefined : askAnAdmin}
        onChange={({ target }) => change.mutate(target.value || null)}
        options={[
          { value: "", label: `As ${data.connection.name} (${levelWords[data.connection.level]})` },
          { value: "watch", label: "Off: watch only" },
          { value: "ask", label: "Off: a person approves" },
          { value: "guarded", label: "On: guarded" },
          { value: "automatic", label: "On: automatic" },
        ]}
      />
    </>
  );
}
