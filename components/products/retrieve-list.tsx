"use client";

import { RefreshCw } from "lucide-react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { AsOf } from "@/components/ui/time";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { useRetrieve } from "./use-products";
import { retrieveWords } from "./words";

type RetrieveListProps = {
  connection: ProductConnection;
  retrieve: ReturnType<typeof useRetrieve>;
  asOf: string | null;
};

/** The one button that asks the PSA for its catalogue. How much there is nobody knows before the PSA has told it. */
export function RetrieveList({ connection, retrieve, asOf }: RetrieveListProps) {
  const { may } = useReader();
  const { psa, catalogItem } = connection;
  const { isPending } = retrieve;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-small text-muted">
        {isPending ? (
          `Reading the ${catalogItem}s of ${psa}`
        ) : (
          <AsOf at={asOf} isStale={connection.trouble !== null} />
        )}
      </span>
      <Button
        icon={RefreshCw}
        isBusy={isPending}
        disabledReason={may("sync.run") ? undefined : askAnAdmin}
        onClick={() =>
          retrieve.mutate(
            {},
            { onSuccess: ({ problem, items }) => problem || tellRetrieved(connection, items) },
          )
        }
      >
        {retrieveWords(catalogItem)}
      </Button>
    </div>
  );
}

export function tellRetrieved({ psa, catalogItem }: ProductConnection, items: number): void {
  const words = items === 1 ? `1 ${catalogItem}` : `${items} ${catalogItem}s`;
  notify({ tone: "green", text: `${words} retrieved from ${psa}.` });
}
