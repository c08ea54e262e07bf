"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ApiProblem, fetchJson } from "@/lib/http/fetch-json";
import type { CompanyAnswer } from "@/lib/mirror/wire";
import { CompanyLine } from "./company-line";

type TypedCompanyProps = {
  connectionId: string;
  psaCompanyId: string;
  psa: string;
  customerId: string;
  onUse(company: { psaCompanyId: string; name: string }): void;
  onBack(): void;
  onCancel(): void;
};

/** A typed number, read from the PSA, with its name to be confirmed: a wrong digit is another company. */
export function TypedCompany(props: TypedCompanyProps) {
  const { connectionId, psaCompanyId, psa, customerId, onUse, onBack, onCancel } = props;
  const { data, error, isFetching } = useQuery({
    queryKey: ["company", connectionId, psaCompanyId],
    queryFn: ({ signal }) =>
      fetchJson<CompanyAnswer>(
        `/api/v1/connections/${connectionId}/companies/${encodeURIComponent(psaCompanyId)}`,
        { signal },
      ),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const box = useRef<HTMLFieldSetElement>(null);
  const isSettled = !isFetching;
  useEffect(() => {
    // The answer waits for the next Enter: use it, or choose another.
    if (isSettled) box.current?.querySelector("button")?.focus();
  }, [isSettled]);
  const isFree = data && (!data.mappedTo || data.mappedTo.customerId === customerId);
  return (
    <fieldset
      ref={box}
      className="grid grow gap-2 rounded-md border border-accent bg-surface p-2 text-left"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onCancel();
      }}
    >
      <legend className="sr-only">Company {psaCompanyId}</legend>
      <div aria-live="polite" className="grid gap-1">
        {isFetching ? (
          <p className="text-muted">
            Reading company {psaCompanyId} in {psa}
          </p>
        ) : null}
        {isSettled && error ? (
          <p className="text-red">
            {error instanceof ApiProblem ? error.detail : "The company could not be read. Try again."}
          </p>
        ) : null}
        {isSettled && data ? <CompanyLine company={data.company} /> : null}
        {isSettled && data?.misfit ? <p className="text-small text-red">{data.misfit}</p> : null}
        {isSettled && data?.mappedTo && !isFree ? (
          <p className="text-small text-amber">Already mapped to {data.mappedTo.name}.</p>
        ) : null}
      </div>
      {isSettled ? (
        <div className="flex flex-wrap gap-2">
          {data && !data.misfit ? (
            <Button size="small" variant="primary" onClick={() => onUse(data.company)}>
              Use this company
            </Button>
          ) : null}
          <Button size="small" onClick={onBack}>
            Choose another
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
