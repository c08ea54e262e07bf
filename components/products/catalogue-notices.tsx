"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { Notice, ProblemNotice } from "@/components/ui/notice";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import { tellRetrieved } from "./retrieve-list";
import type { useRetrieve } from "./use-products";

type CatalogueNoticesProps = {
  connection: ProductConnection;
  retrieve: ReturnType<typeof useRetrieve>;
  /** Why the last reading was not taken over. */
  problem: string | null;
};

/** What keeps the PSA's list from being the latest, and the way out. */
export function CatalogueNotices({ connection, retrieve, problem }: CatalogueNoticesProps) {
  const accept = () =>
    retrieve.mutate({ acceptsFewer: true }, { onSuccess: ({ items }) => tellRetrieved(connection, items) });
  return (
    <>
      {connection.trouble ? (
        <Notice
          tone="amber"
          title={connection.trouble}
          action={
            <ButtonLink size="small" href={`/integrations/${connection.id}/setup`}>
              Integration Setup
            </ButtonLink>
          }
        >
          The list shown is the one last read. Choices can be saved.
        </Notice>
      ) : null}
      {retrieve.error ? <ProblemNotice problem={retrieve.error} onRetry={() => retrieve.mutate({})} /> : null}
      {problem && !retrieve.isPending ? (
        <Notice
          tone="amber"
          title={problem}
          action={
            <Button size="small" onClick={accept}>
              The shorter list is right
            </Button>
          }
        >
          The list before stands until somebody says that the shorter one is right.
        </Notice>
      ) : null}
    </>
  );
}
