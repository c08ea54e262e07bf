"use client";

import { useRouter } from "next/navigation";
import { useReader } from "@/components/shell/reader";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { SearchBox } from "@/components/ui/field";
import { EmptyState } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { PartnersAnswer } from "@/lib/partners/wire";
import { connectionStateWords } from "../integrations/words";
import { taskWords } from "./words";

type Partner = PartnersAnswer["partners"][number];
type PartnersProps = PartnersAnswer & { search: string; isFirst: boolean };

/** The vendor at home: how far each partner is. States and counts; what a partner's PSA holds stays the partner's. */
export function PartnersScreen({ partners, next, search, isFirst }: PartnersProps) {
  const router = useRouter();
  const reader = useReader();
  return (
    <>
      <PageHead
        title="Partners"
        sentence={sentence(partners, search !== "" || next !== null || !isFirst)}
        actions={reader.isDemo ? <ButtonLink href="/sandbox">PSA sandbox</ButtonLink> : undefined}
      />
      <SearchBox
        label="Search partners"
        placeholder="Name or code"
        value={search}
        onChange={(text) =>
          router.replace(text === "" ? "/vendor" : `/vendor?${new URLSearchParams({ search: text })}`)
        }
      />
      <Panel isFlush>
        <DataTable
          caption="Partners with connection, mapping and tasks"
          columns={columns}
          rows={partners}
          rowKey={(partner) => partner.partnerId}
          rowLabel={(partner) => partner.name}
          empty={
            search === "" ? (
              <EmptyState title="There are no partners yet" />
            ) : (
              <EmptyState
                title={`No partner is called “${search}”`}
                action={<ButtonLink href="/vendor">Show all partners</ButtonLink>}
              />
            )
          }
        />
      </Panel>
      {isFirst && next === null ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          {isFirst ? null : <ButtonLink href={pageAddress(search)}>First page</ButtonLink>}
          {next === null ? null : <ButtonLink href={pageAddress(search, next)}>Next page</ButtonLink>}
        </nav>
      )}
      <p className="text-small text-muted">
        You see states and counts only. Money, companies and contracts of a partner are shown inside a support
        visit that the partner opens.
      </p>
    </>
  );
}

const columns: readonly Column<Partner>[] = [
  {
    key: "name",
    header: "Partner",
    isMain: true,
    cell: ({ name, code, status }) => (
      <span className="flex flex-wrap items-center gap-x-2">
        {name} <span className="text-small font-normal text-muted">{code}</span>
        {status === "active" ? null : (
          <StateWord tone="grey">{status === "suspended" ? "Suspended" : "Closed"}</StateWord>
        )}
      </span>
    ),
  },
  {
    key: "connection",
    header: "Connection",
    cell: ({ connections }) =>
      connections.length === 0 ? (
        <StateWord tone="grey">Not connected</StateWord>
      ) : (
        <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 sm:justify-start">
          {connections.map(({ psa, state }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list comes whole and in its order
            <span key={index} className="flex items-center gap-1.5">
              {psa}
              <StateWord tone={connectionStateWords[state].tone}>
                {connectionStateWords[state].word}
              </StateWord>
            </span>
          ))}
        </span>
      ),
  },
  {
    key: "sync",
    header: "Last check",
    cell: ({ connections }) => <Moment at={latest(connections.map(({ lastCheckAt }) => lastCheckAt))} />,
  },
  {
    key: "write",
    header: "Last write",
    cell: ({ connections }) => <Moment at={latest(connections.map(({ lastWriteAt }) => lastWriteAt))} />,
  },
  {
    key: "customers",
    header: "Customers mapped",
    isNumeric: true,
    cell: ({ customers, customersMapped }) => `${customersMapped} of ${customers}`,
  },
  {
    key: "products",
    header: "Products mapped",
    isNumeric: true,
    cell: ({ productsMapped }) => productsMapped,
  },
  {
    key: "tasks",
    header: "Tasks",
    cell: ({ tasks }) =>
      tasks.length === 0 ? (
        <span className="text-muted">none</span>
      ) : (
        tasks.map((each) => `${each.tasks} ${taskWords[each.state]}`).join(", ")
      ),
  },
];

const latest = (instants: readonly (string | null)[]): string | undefined =>
  instants
    .filter((at) => at !== null)
    .sort()
    .at(-1);

const pageAddress = (search: string, cursor = ""): string => {
  const given = Object.entries({ search, cursor }).filter(([, value]) => value !== "");
  return given.length === 0 ? "/vendor" : `/vendor?${new URLSearchParams(given)}`;
};

function sentence(partners: readonly Partner[], isPart: boolean): string {
  if (isPart) return `${partners.length === 1 ? "1 partner" : `${partners.length} partners`} shown, by name.`;
  const connected = partners.filter(({ connections }) => connections.length > 0).length;
  const all = partners.length === 1 ? "1 partner" : `${partners.length} partners`;
  return `${connected} of ${all} ${connected === 1 ? "is" : "are"} connected to a PSA.`;
}
