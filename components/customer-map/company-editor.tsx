"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { SelectField } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { fetchJson } from "@/lib/http/fetch-json";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import type { CompaniesAnswer, ListedCompany } from "@/lib/mirror/wire";
import { CompanyLine } from "./company-line";
import { chooseCompany } from "./edits";
import { useMap } from "./map-context";
import { TypedCompany } from "./typed-company";
import { useRefreshList } from "./use-customer-map";

/** Finds a company in the list as last read, or by the number somebody typed, which is read from the PSA at once. */
export default function CompanyEditor({ row }: { row: CustomerMapRow }) {
  const { change, connections, setOpen } = useMap();
  const [connectionId, setConnectionId] = useState(row.connectionId ?? connections[0]?.id ?? "");
  const [typed, setTyped] = useState<string>();
  const [hint, setHint] = useState<string>();
  const [readings, setReadings] = useState(0);
  const refresh = useRefreshList();
  const connection = connections.find(({ id }) => id === connectionId);
  const close = () => setOpen(undefined);
  const choose = (company: { psaCompanyId: string; name: string }) => {
    const { psaCompanyId, name } = company;
    change((edits) => chooseCompany(edits, row, { connectionId, company: { psaCompanyId, name } }));
    close();
  };
  if (typed !== undefined) {
    return (
      <TypedCompany
        connectionId={connectionId}
        psaCompanyId={typed}
        psa={connection?.psa ?? "the PSA"}
        customerId={row.customerId}
        onUse={choose}
        onBack={() => setTyped(undefined)}
        onCancel={close}
      />
    );
  }
  const search = async (text: string) => {
    const query = new URLSearchParams({ limit: "20", ...(text.trim() && { search: text.trim() }) });
    const path = `/api/v1/connections/${connectionId}/companies?${query}`;
    return (await fetchJson<CompaniesAnswer>(path)).companies;
  };
  const readList = async () => {
    try {
      const { rows, problem } = await refresh.mutateAsync(connectionId);
      notify(problem ? { tone: "amber", text: problem } : { tone: "green", text: `${rows} companies read.` });
      setReadings((count) => count + 1);
    } catch (error) {
      notify({ tone: "red", text: error instanceof Error ? error.message : "The list could not be read." });
    }
  };
  return (
    <div className="grid grow gap-1 text-left">
      {connections.length > 1 ? (
        <SelectField
          label="Connection"
          isLabelHidden
          name="connection"
          value={connectionId}
          onChange={(event) => setConnectionId(event.target.value)}
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Combobox<ListedCompany>
        key={`${connectionId} ${readings}`}
        label={`Company of ${row.companyName}`}
        isLabelHidden
        placeholder="Number, name, city or web address"
        autoFocus
        search={search}
        itemKey={(company) => company.psaCompanyId}
        itemLabel={(company) => company.name}
        renderItem={(company) => <CompanyLine company={company} />}
        whyNot={(company) => whyNot(company, row)}
        onChoose={choose}
        onType={(text) =>
          /^\d+$/.test(text) ? setTyped(text) : setHint("Choose one of the list, or type its number.")
        }
        onCancel={close}
        error={hint}
        actions={[
          { label: refresh.isPending ? "Reading the list" : "Refresh list", onSelect: () => void readList() },
        ]}
      />
    </div>
  );
}

function whyNot(company: ListedCompany, row: CustomerMapRow): string | undefined {
  if (company.misfit) return company.misfit;
  const other = company.mappedTo;
  return other && other.customerId !== row.customerId ? `Already mapped to ${other.name}` : undefined;
}
