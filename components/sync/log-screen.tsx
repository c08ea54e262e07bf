"use client";

import { Download } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { useUrlState } from "@/components/ui/filters";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ProblemNotice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { patiently } from "@/components/ui/patiently";
import { isLogFiltered, logDefaults, logFilterQuery } from "./log-address";
import { logColumns } from "./log-columns";
import { LogFilters } from "./log-filters";
import { LogTiles } from "./log-tiles";
import { type FirstLog, useLog, useLogSummary } from "./use-log";

const OperationDrawer = lazy(patiently(() => import("./operation-drawer")));

type LogScreenProps = { first: FirstLog; connections: readonly { id: string; name: string }[] };

/** Every write to the PSA: who, what was there, what is there now, what the PSA said. */
export function LogScreen({ first, connections }: LogScreenProps) {
  const reader = useReader();
  const [address, setAddress] = useUrlState(logDefaults);
  const query = logFilterQuery(address);
  const summary = useLogSummary(first.summary);
  const list = useLog(query, first, summary.data.underWay > 0);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.operations) ?? [], [list.data]);
  const columns = useMemo(
    () => logColumns(reader.zone, (operation) => setAddress({ operation }, { isStep: true })),
    [reader.zone, setAddress],
  );
  const clear = () => setAddress(logDefaults);
  return (
    <>
      <PageHead
        title="Action Log"
        sentence={summary.data.sentence}
        actions={
          <>
            <ButtonLink href="/sync" variant="quiet">
              Sync
            </ButtonLink>
            <ExportButton query={query} />
          </>
        }
      />
      <LogTiles summary={summary.data} />
      <LogFilters
        address={address}
        onChange={setAddress}
        connections={connections}
        customerName={rows.find(({ customerId }) => customerId === address.customer)?.customerName}
      />
      {list.isError ? <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isError && rows.length === 0 ? null : (
        <Panel isFlush>
          <DataTable
            caption="Writes to the PSA, the newest first"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={({ customerName, what }) => `${customerName}, ${what}`}
            onOpen={({ id }) => setAddress({ operation: id }, { isStep: true })}
            isLoading={list.isPending}
            empty={isLogFiltered(address) ? <NothingFound onClear={clear} /> : <NothingYet />}
            after={<LoadMore list={list} />}
          />
        </Panel>
      )}
      <Suspense>
        {address.operation ? (
          <OperationDrawer
            key={address.operation}
            operationId={address.operation}
            onClose={() => setAddress({ operation: "" })}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function ExportButton({ query }: { query: string }) {
  const { may } = useReader();
  const href = `/api/v1/operations/export?format=csv${query ? `&${query}` : ""}`;
  if (!may("screen.export")) return <Button disabledReason={askAnAdmin}>Export</Button>;
  return (
    <a
      href={href}
      download
      className="inline-flex h-8 items-center gap-1.5 rounded-md border border-strong-line bg-surface px-3 hover:bg-raised"
    >
      <Download size={16} aria-hidden />
      Export as CSV
    </a>
  );
}

const NothingFound = ({ onClear }: { onClear(): void }) => (
  <EmptyState title="Nothing in the log matches." action={<Button onClick={onClear}>Clear filters</Button>} />
);

const NothingYet = () => (
  <EmptyState
    title="No writes yet."
    action={
      <ButtonLink variant="primary" href="/sync">
        Go to Sync
      </ButtonLink>
    }
  >
    Once a plan is approved, each write to the PSA stands here with what was there before, and can be taken
    back.
  </EmptyState>
);
