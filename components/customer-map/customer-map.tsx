"use client";

import { useReader } from "@/components/shell/reader";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { MapScreen } from "./map-screen";
import { type FirstRows, type FirstTotals, useMapTotals } from "./use-customer-map";

type CustomerMapProps = { firstRows: FirstRows; firstTotals: FirstTotals };

export function CustomerMap({ firstRows, firstTotals }: CustomerMapProps) {
  const { may } = useReader();
  const totals = useMapTotals(firstTotals);
  if (totals.data.connections.length === 0) return <NoConnection />;
  return <MapScreen firstRows={firstRows} totals={totals.data} mayEdit={may("mapping.edit")} />;
}

function NoConnection() {
  return (
    <>
      <PageHead title="Customer Map" sentence="Says which company in your PSA each customer is." />
      <EmptyState
        title="Connect your PSA first"
        action={
          <ButtonLink variant="primary" href="/integrations">
            Connect a PSA
          </ButtonLink>
        }
      >
        Once it is connected, its companies are listed here beside your customers.
      </EmptyState>
    </>
  );
}
