"use client";

import { ArrowLeft } from "lucide-react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { join } from "@/components/ui/join";
import { EmptyState, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { useUrlState } from "@/components/ui/url-state";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { CompaniesWire, CompanyWire, WorldWire } from "@/lib/practice-psa/wire";
import { showCount } from "@/lib/show";
import { CompanyDetail } from "./company-detail";
import { CompanyList } from "./company-list";
import { useCompanies, useCompany, type Wanted } from "./use-sandbox";

const defaults = { search: "", company: "", contract: "" };

type ScreenProps = { world: WorldWire; companies: CompaniesWire; company: CompanyWire | undefined };

/** The PSA's own books: companies, contracts and the units of every line by period, and the technician's hands. */
export function WorldScreen({ world, companies: first, company: firstCompany }: ScreenProps) {
  const [state, set] = useUrlState(defaults);
  const asked = useCompanies(world, state.search, state.search === "" ? first : undefined);
  const companies = asked.data ?? first;
  const wanted = state.company ? { company: state.company } : { contract: state.contract };
  const isChosen = state.company !== "" || state.contract !== "";
  const chosenId = state.company || firstCompany?.company.id;
  return (
    <div className="grid gap-4">
      <PageHead title="World" sentence={<Sentence told={companies} />} />
      <div className="grid items-start gap-4 lg:grid-cols-[18.5rem_minmax(0,1fr)]">
        <div className={join(isChosen && "hidden lg:block")}>
          <CompanyList
            companies={companies}
            search={state.search}
            chosenId={isChosen ? chosenId : undefined}
            onSearch={(search) => set({ search })}
            onChoose={(company) => set({ company, contract: "" }, { isStep: true })}
          />
        </div>
        {isChosen ? (
          <div className="grid min-w-0 gap-4">
            <div className="lg:hidden">
              <Button icon={ArrowLeft} onClick={() => set({ company: "", contract: "" }, { isStep: true })}>
                All companies
              </Button>
            </div>
            <Chosen
              key={state.company || state.contract}
              world={world}
              wanted={wanted}
              initial={fits(firstCompany, wanted) ? firstCompany : undefined}
            />
          </div>
        ) : (
          <Panel>
            <EmptyState title="Choose a company">
              Its contracts show what {world.psa} would bill: units and prices of every line, period by
              period. From there you act as its technician.
            </EmptyState>
          </Panel>
        )}
      </div>
    </div>
  );
}

function Chosen({
  world,
  wanted,
  initial,
}: {
  world: WorldWire;
  wanted: Wanted;
  initial: CompanyWire | undefined;
}) {
  const asked = useCompany(world, wanted, initial);
  if (asked.data)
    return (
      <CompanyDetail
        told={asked.data}
        chosenContract={"contract" in wanted ? wanted.contract : undefined}
        isStale={asked.isError}
      />
    );
  if (!asked.isError) return <Skeleton rows={10} />;
  if (asked.error instanceof ApiProblem && asked.error.status === 404)
    return (
      <Panel>
        <EmptyState title={`The ${world.psa} look-alike has no such company or contract`}>
          It was removed there, or the look-alike was reset since. Choose another company.
        </EmptyState>
      </Panel>
    );
  return <ProblemNotice problem={asked.error} onRetry={() => asked.refetch()} />;
}

/** Whether the company that came with the page is the one that the address names. */
function fits(company: CompanyWire | undefined, wanted: Wanted): boolean {
  if (!company) return false;
  if ("company" in wanted) return company.company.id === wanted.company;
  return company.contracts.some(({ id }) => id === wanted.contract);
}

function Sentence({ told }: { told: CompaniesWire }) {
  const { locale, isVendor, partnerName } = useReader();
  const hidden = told.companies.filter((company) => company.isHidden).length;
  return (
    <>
      {told.world.psa} look-alike of {isVendor ? told.world.name : partnerName}:{" "}
      {showCount(told.total, locale)} companies, {showCount(told.contracts, locale)} contracts
      {hidden > 0 ? `, ${showCount(hidden, locale)} hidden from the API user` : ""}.
    </>
  );
}
