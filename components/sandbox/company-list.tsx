"use client";

import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { SearchBox } from "@/components/ui/field";
import { join } from "@/components/ui/join";
import { EmptyState } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import type { CompaniesWire } from "@/lib/practice-psa/wire";
import { showCount } from "@/lib/show";

type ListProps = {
  companies: CompaniesWire;
  search: string;
  chosenId: string | undefined;
  onSearch(search: string): void;
  onChoose(companyId: string): void;
};

export function CompanyList({ companies: told, search, chosenId, onSearch, onChoose }: ListProps) {
  const { locale } = useReader();
  return (
    <Panel title="Companies">
      <div className="grid gap-3">
        <SearchBox label="Search companies" value={search} onChange={onSearch} />
        {told.companies.length === 0 ? (
          <EmptyState
            title={search ? `Nothing matches “${search}”.` : "No companies"}
            action={search ? <Button onClick={() => onSearch("")}>Clear filter</Button> : undefined}
          />
        ) : (
          <ul className="grid lg:max-h-[70vh] lg:overflow-y-auto">
            {told.companies.map((company) => (
              <li key={company.id}>
                <button
                  type="button"
                  aria-current={company.id === chosenId ? "true" : undefined}
                  onClick={() => onChoose(company.id)}
                  className={join(
                    "grid w-full gap-0.5 rounded-md px-2 py-1.5 text-left",
                    company.id === chosenId ? "bg-accent-soft font-medium" : "hover:bg-raised",
                  )}
                >
                  <span>{company.name}</span>
                  <span className="flex flex-wrap items-center gap-2 text-small text-muted">
                    {company.contracts === 1 ? "1 contract" : `${company.contracts} contracts`}
                    {company.isActive ? null : <StateWord tone="grey">Inactive</StateWord>}
                    {company.isHidden ? <StateWord tone="amber">Hidden</StateWord> : null}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {told.found > told.companies.length ? (
          <p className="text-small text-muted">
            The first {showCount(told.companies.length, locale)} of {showCount(told.found, locale)}. Search
            for the others.
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
