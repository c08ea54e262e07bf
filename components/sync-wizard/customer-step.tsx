"use client";

import { useState } from "react";
import type { z } from "zod";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Notice } from "@/components/ui/notice";
import { Facts, Panel } from "@/components/ui/panel";
import { fetchJson } from "@/lib/http/fetch-json";
import type { companiesAnswer } from "@/lib/mirror/wire";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { type BarActs, BottomBar } from "./bottom-bar";
import { ReasonDialog } from "./reason-dialog";
import { SaveProblem } from "./save-problem";
import { useSaveMapping } from "./use-wizard";

type Companies = z.output<typeof companiesAnswer>;
type Company = Companies["companies"][number];
type StepProps = { wizard: Wizard; acts: BarActs; onDone(): void; onReadAgain(): void };

/** The vendor's customer on the left, the PSA's companies on the right. The mapping stays if the wizard is left. */
export function CustomerStep({ wizard, acts, onDone, onReadAgain }: StepProps) {
  const { customer, connection } = wizard;
  const { psa, company: companyWord } = connection.vocabulary;
  const { may } = useReader();
  const [chosen, setChosen] = useState<Company>();
  const [isExcluding, setExcluding] = useState(false);
  const save = useSaveMapping(wizard);
  const version = customer.mappingVersion ?? undefined;
  const isMapped = customer.mappingState === "mapped";
  const barred = !may("mapping.edit")
    ? askAnAdmin
    : chosen || isMapped
      ? undefined
      : `Choose a ${companyWord} first.`;
  const proceed = () => {
    if (!chosen || chosen.psaCompanyId === customer.psaCompanyId) return onDone();
    const row = { customerId: customer.id, version, state: "mapped", psaCompanyId: chosen.psaCompanyId };
    save.mutate({ of: "customers", row: withoutUndefined(row) }, { onSuccess: onDone });
  };
  return (
    <>
      <div className="grid gap-3 md:grid-cols-2">
        <Panel title={`Customer of ${wizard.vendor}`}>
          <Facts
            facts={[
              ["Name", customer.name],
              ["Id", customer.vendorCustomerId],
              ...(customer.address.length > 0 ? ([["Address", customer.address.join(", ")]] as const) : []),
              ...(customer.phone ? ([["Phone", customer.phone]] as const) : []),
              ...(customer.webAddress ? ([["Web", customer.webAddress]] as const) : []),
            ]}
          />
        </Panel>
        <Panel title={`${capital(companyWord)} in ${psa}`}>
          <div className="grid gap-3">
            {isMapped ? (
              <Notice tone="green">
                Mapped to {customer.psaCompanyName} ({customer.psaCompanyId}).
              </Notice>
            ) : null}
            <Combobox<Company>
              label={isMapped ? `Another ${companyWord}` : `Find the ${companyWord}`}
              initialText={isMapped ? "" : customer.name}
              search={(text) => findCompanies(connection.id, text)}
              itemKey={(company) => company.psaCompanyId}
              itemLabel={(company) => company.name}
              renderItem={(company) => <CompanyLine company={company} />}
              whyNot={(company) =>
                company.misfit ??
                (company.mappedTo && company.mappedTo.customerId !== customer.id
                  ? `Mapped to ${company.mappedTo.name}.`
                  : undefined)
              }
              onChoose={setChosen}
            />
            {chosen ? (
              <Facts
                facts={[
                  ["Chosen", `${chosen.name} (${chosen.psaCompanyId})`],
                  ["Type", chosen.typeName],
                  [
                    "Place",
                    [chosen.postalCode, chosen.city, chosen.country].filter(Boolean).join(" ") || "-",
                  ],
                ]}
              />
            ) : null}
            <div>
              <Button
                variant="quiet"
                size="small"
                disabledReason={may("mapping.edit") ? undefined : askAnAdmin}
                onClick={() => setExcluding(true)}
              >
                Exclude this customer
              </Button>
            </div>
          </div>
        </Panel>
      </div>
      <SaveProblem error={isExcluding ? undefined : save.error} onReadAgain={onReadAgain} />
      <BottomBar acts={acts}>
        <Button variant="primary" isBusy={save.isPending} disabledReason={barred} onClick={proceed}>
          Continue
        </Button>
      </BottomBar>
      {isExcluding ? (
        <ReasonDialog
          title={`Exclude ${customer.name}`}
          verb="Exclude this customer"
          isBusy={save.isPending}
          problem={save.error}
          onClose={() => setExcluding(false)}
          onReason={(reason) =>
            save.mutate(
              {
                of: "customers",
                row: withoutUndefined({ customerId: customer.id, version, state: "do_not_map", reason }),
              },
              { onSuccess: () => window.location.assign("/sync") },
            )
          }
        >
          Nothing of {customer.name} is billed through {psa} any more, and its tasks go away. It can be taken
          back on the Customer Map.
        </ReasonDialog>
      ) : null}
    </>
  );
}

function CompanyLine({ company }: { company: Company }) {
  const place = [company.postalCode, company.city, company.country].filter(Boolean).join(" ");
  return (
    <span className="grid">
      <span>
        {company.name} <span className="text-muted">({company.psaCompanyId})</span>
      </span>
      <span className="text-small text-muted">{[company.typeName, place].filter(Boolean).join(", ")}</span>
    </span>
  );
}

async function findCompanies(connectionId: string, text: string): Promise<Company[]> {
  const query = new URLSearchParams({ limit: "30", ...(text.trim() && { search: text.trim() }) });
  const { companies } = await fetchJson<Companies>(`/api/v1/connections/${connectionId}/companies?${query}`);
  return companies;
}

export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A version that is not known is not sent: there is no mapping yet. */
export const withoutUndefined = <T extends object>(row: T): T =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;
