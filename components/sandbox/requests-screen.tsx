"use client";

import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState, Notice, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";
import { patiently } from "@/components/ui/patiently";
import { useUrlState } from "@/components/ui/url-state";
import type { RequestsWire, WorldWire } from "@/lib/practice-psa/wire";
import { showCount, showTime } from "@/lib/show";
import { useLookedAt } from "./looked-at";
import { requestColumns } from "./request-columns";
import { RequestFilters } from "./request-filters";
import { requestsSearch, useRequests } from "./use-requests";

const RequestDrawer = lazy(patiently(() => import("./request-drawer")));

const defaults = { writes: false, method: "", text: "", operation: "", request: "" };

type ScreenProps = { world: WorldWire; initial: RequestsWire };

/** "What did the PSA receive?": every request as the other side saw it, while it happens. */
export function RequestsScreen({ world, initial }: ScreenProps) {
  const [state, set] = useUrlState(defaults);
  const { request, ...filter } = state;
  useLookedAt(filter.operation);
  // What came with the page answers what the address asked then.
  const [first] = useState(() => requestsSearch(filter));
  const isFiltered = filter.writes || filter.method !== "" || filter.text !== "" || filter.operation !== "";
  const { newest, rows, hasOlder, loadOlder, isLoadingOlder } = useRequests(
    world,
    filter,
    requestsSearch(filter) === first ? initial : undefined,
  );
  const open = useCallback((seq: number) => set({ request: String(seq) }, { isStep: true }), [set]);
  const columns = useMemo(() => requestColumns(open, (operation) => set({ operation })), [open, set]);
  const clear = () => set({ writes: false, method: "", text: "", operation: "" });
  return (
    <div className="grid gap-4">
      <PageHead title="What did the PSA receive?" sentence={<Sentence told={newest.data ?? initial} />} />
      <RequestFilters value={filter} onChange={set} />
      {newest.isError && newest.data ? (
        <Notice tone="amber" title="This list stands still.">
          The PSA sandbox does not answer just now. It is asked again every two seconds.
        </Notice>
      ) : null}
      <Panel isFlush>
        {newest.data === undefined && newest.isError ? (
          <ProblemNotice problem={newest.error} onRetry={() => newest.refetch()} />
        ) : newest.data === undefined ? (
          <Skeleton rows={8} />
        ) : (
          <DataTable
            caption="Requests that the PSA received, the newest first"
            columns={columns}
            rows={rows}
            rowKey={(row) => String(row.seq)}
            rowLabel={(row) => `request ${row.seq}`}
            onOpen={(row) => open(row.seq)}
            empty={<Nothing isFiltered={isFiltered} text={filter.text} onClear={clear} psa={world.psa} />}
            after={
              hasOlder ? (
                <div className="flex justify-center p-3">
                  <Button isBusy={isLoadingOlder} onClick={loadOlder}>
                    Show older requests
                  </Button>
                </div>
              ) : null
            }
          />
        )}
      </Panel>
      {request ? (
        <Suspense>
          <RequestDrawer
            world={world}
            seq={request}
            onClose={() => set({ request: "" })}
            onOpen={open}
            onOperation={(operation) => set({ operation, request: "" })}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Sentence({ told }: { told: RequestsWire }) {
  const reader = useReader();
  const { world, total, writes, since } = told;
  const whose = reader.isVendor ? world.name : reader.partnerName;
  const from = since ? ` since ${showTime(since, reader, reader.now())}` : "";
  const count = (number: number, one: string) =>
    `${showCount(number, reader.locale)} ${one}${number === 1 ? "" : "s"}`;
  return (
    <>
      {world.psa} look-alike of {whose}: {count(total, "request")}, {count(writes, "write")}
      {from}.
    </>
  );
}

type NothingProps = { isFiltered: boolean; text: string; psa: string; onClear(): void };

function Nothing({ isFiltered, text, psa, onClear }: NothingProps) {
  if (isFiltered)
    return (
      <EmptyState
        title={text ? `Nothing matches “${text}”.` : "No request of this kind."}
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    );
  return (
    <EmptyState title="Nothing received yet">
      Requests appear here by themselves as soon as the portal asks {psa} something, for example when you
      check for changes on the Sync page.
    </EmptyState>
  );
}
