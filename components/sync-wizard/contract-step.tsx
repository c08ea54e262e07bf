"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { RadioCards } from "@/components/ui/radio-cards";
import { AsOf, Day } from "@/components/ui/time";
import { fetchJson } from "@/lib/http/fetch-json";
import { queryKeys } from "@/lib/http/query-keys";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { cycleWord, periodWord } from "../plan/words";
import { type BarActs, BottomBar } from "./bottom-bar";
import { capital, withoutUndefined } from "./customer-step";
import { SaveProblem } from "./save-problem";
import { useSaveMapping } from "./use-wizard";

type Contract = Wizard["contracts"][number];
type StepProps = { wizard: Wizard; acts: BarActs; onDone(): void; onReadAgain(): void };

/** Contracts of the mapped company: those that fit to choose from, the others with what is against them. */
export function ContractStep({ wizard, acts, onDone, onReadAgain }: StepProps) {
  const { subscription, connection, contracts, task } = wizard;
  const { psa, contract: contractWord, company } = connection.vocabulary;
  const { may } = useReader();
  const live = useLiveContracts(wizard);
  const fitting = contracts.filter(({ misfit }) => misfit === null);
  const movable = contracts.filter(({ misfit }) => misfit?.reason === "starts_later");
  const unfit = contracts.filter(({ misfit }) => misfit && misfit.reason !== "starts_later");
  const [own, setOwn] = useState<string>();
  const chosen = own ?? subscription.psaContractId ?? wizard.choice ?? undefined;
  const save = useSaveMapping(wizard);
  const barred = !may("mapping.edit") ? askAnAdmin : chosen ? undefined : `Choose a ${contractWord} first.`;
  const proceed = () => {
    if (!chosen || chosen === subscription.psaContractId) return onDone();
    const useContractStart = movable.some(({ psaContractId }) => psaContractId === chosen) || undefined;
    const version = subscription.linkVersion ?? undefined;
    const row = { subscriptionId: subscription.id, psaContractId: chosen, version, useContractStart };
    save.mutate({ of: "contracts", row: withoutUndefined(row) }, { onSuccess: onDone });
  };
  return (
    <>
      <Panel
        title={`${capital(contractWord)}s of ${wizard.customer.psaCompanyName ?? wizard.customer.name}`}
        actions={
          <>
            <AsOf at={live.data?.asOf ?? contracts[0]?.readAt} isStale={live.isError} />
            <Button
              size="small"
              icon={RotateCcw}
              isBusy={live.isFetching}
              disabledReason={may("mapping.edit") ? undefined : askAnAdmin}
              onClick={() => void live.refetch()}
            >
              Read again
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {live.isError ? (
            <Notice tone="amber" title={`${psa} could not be read.`}>
              {live.error.message} The list below is as it was read last.
            </Notice>
          ) : null}
          {task.type === "sales" ? (
            <p className="text-muted">The existing lines of this {contractWord} are taken into account.</p>
          ) : null}
          {fitting.length + movable.length === 0 ? (
            <EmptyState title={`No ${contractWord} fits.`}>
              Make one in {psa} for this {company}, billed {cycleWord(wizard.product.billingCycle)} in{" "}
              {task.currency}, then read again.
            </EmptyState>
          ) : (
            <RadioCards
              legend={`Which ${contractWord}?`}
              name="contract"
              value={chosen}
              onChange={setOwn}
              options={[...fitting, ...movable].map((contract) => ({
                value: contract.psaContractId,
                label: contract.name,
                help: <ContractFacts contract={contract} wizard={wizard} />,
              }))}
            />
          )}
          {unfit.length > 0 ? (
            <section className="grid gap-1">
              <h3 className="font-medium">Do not fit</h3>
              <ul className="grid gap-1">
                {unfit.map((contract) => (
                  <li key={contract.psaContractId} className="text-muted">
                    {contract.name}: {contract.misfit?.message}
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
      </Panel>
      <SaveProblem error={save.error} onReadAgain={onReadAgain} />
      <BottomBar acts={acts}>
        <Button variant="primary" isBusy={save.isPending} disabledReason={barred} onClick={proceed}>
          Continue
        </Button>
      </BottomBar>
    </>
  );
}

function ContractFacts({ contract, wizard }: { contract: Contract; wizard: Wizard }) {
  return (
    <>
      billed {cycleWord(contract.cycle)}
      {contract.currency ? ` in ${contract.currency}` : ""}, from <Day date={contract.startDate} />
      {contract.endDate ? (
        <>
          {" "}
          to <Day date={contract.endDate} />
        </>
      ) : (
        ", open-ended"
      )}
      {contract.currency && contract.recurringMinor !== undefined && contract.lines > 0 ? (
        <>
          ; bills{" "}
          <Money
            minor={contract.recurringMinor}
            currency={contract.currency}
            per={periodWord(contract.cycle)}
          />{" "}
          in {contract.lines} {contract.lines === 1 ? "line" : "lines"}
        </>
      ) : null}
      {contract.psaContractId === wizard.choice && wizard.whyChosen ? (
        <span className="block text-ink">{wizard.whyChosen}</span>
      ) : null}
      {contract.misfit ? <span className="block text-amber">{contract.misfit.message}</span> : null}
    </>
  );
}

/** Reads the contracts from the PSA as the step opens; what it answers reaches the list through the mirror. */
function useLiveContracts(wizard: Wizard) {
  const client = useQueryClient();
  const { may } = useReader();
  const { connection, customer, task } = wizard;
  const query = new URLSearchParams({ psaCompanyId: customer.psaCompanyId ?? "" });
  return useQuery({
    queryKey: ["contracts-of-company", connection.id, customer.psaCompanyId],
    queryFn: async () => {
      const read = await fetchJson<{ asOf: string }>(
        `/api/v1/connections/${connection.id}/contracts?${query}`,
      );
      await client.invalidateQueries({ queryKey: queryKeys.syncTask(task.id) });
      return { asOf: read.asOf };
    },
    enabled: customer.psaCompanyId !== null && may("mapping.edit"),
    retry: false,
  });
}
