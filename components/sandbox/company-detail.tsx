"use client";

import { lazy, Suspense, useState } from "react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { patiently } from "@/components/ui/patiently";
import { StateWord } from "@/components/ui/state";
import type { CompanyWire } from "@/lib/practice-psa/wire";
import { showDay } from "@/lib/show";
import type { Deed } from "./act-dialog";
import { ContractPanel } from "./contract-panel";
import { useDo } from "./use-do";
import { useWhyNot } from "./use-sandbox";

const ActDialog = lazy(patiently(() => import("./act-dialog")));

type DetailProps = { told: CompanyWire; chosenContract: string | undefined; isStale: boolean };

/** One company as it stands in the PSA, with what a technician could do to it. */
export function CompanyDetail({ told, chosenContract, isStale }: DetailProps) {
  const { company, world, today, contracts } = told;
  const { locale } = useReader();
  const whyNot = useWhyNot();
  const { run, isBusy } = useDo(world);
  const [deed, setDeed] = useState<Deed>();
  const sorted = contracts.toSorted((one) => (one.id === chosenContract ? -1 : 0));
  return (
    <>
      <Panel
        title={company.name}
        actions={
          <>
            <Button size="small" disabledReason={whyNot} onClick={() => setDeed({ kind: "rename", company })}>
              Rename
            </Button>
            <Button
              size="small"
              isBusy={isBusy}
              disabledReason={whyNot}
              onClick={() =>
                run({ act: "set_company_active", companyId: company.id, isActive: !company.isActive })
              }
            >
              {company.isActive ? "Deactivate" : "Activate"}
            </Button>
            <Button
              size="small"
              isBusy={isBusy}
              disabledReason={whyNot}
              onClick={() =>
                run({ act: "set_company_hidden", companyId: company.id, isHidden: !company.isHidden })
              }
            >
              {company.isHidden ? "Show to the API user" : "Hide from the API user"}
            </Button>
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-2">
          <StateWord tone={company.isActive ? "green" : "grey"}>
            {company.isActive ? "Active" : "Inactive"}
          </StateWord>
          {company.isHidden ? <StateWord tone="amber">Hidden from the API user</StateWord> : null}
          <span className="text-muted">
            Id {company.id}. Billed in {company.currency}. Today is {showDay(today, locale)} there.
          </span>
        </div>
      </Panel>
      {isStale ? (
        <Notice tone="amber" title="This may have changed.">
          The PSA sandbox does not answer just now; it is asked again every few seconds.
        </Notice>
      ) : null}
      {sorted.length === 0 ? (
        <Panel>
          <EmptyState title="No contracts">Nothing is billed to this company regularly.</EmptyState>
        </Panel>
      ) : null}
      {sorted.map((contract) => (
        <ContractPanel
          key={contract.id}
          told={told}
          contract={contract}
          isChosen={contract.id === chosenContract}
          onDeed={setDeed}
        />
      ))}
      {deed ? (
        <Suspense>
          <ActDialog world={world} deed={deed} today={today} onClose={() => setDeed(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}
