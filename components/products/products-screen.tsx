"use client";

import { lazy, Suspense } from "react";
import { ButtonLink } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { useUrlState } from "@/components/ui/filters";
import { EmptyState, ProblemNotice, Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { patiently } from "@/components/ui/patiently";
import { Tabs } from "@/components/ui/tabs";
import { UnsavedBar } from "@/components/ui/unsaved-bar";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import { CatalogueNotices } from "./catalogue-notices";
import { addressDefaults, familiesQuery } from "./families-query";
import { MappingPane } from "./mapping-pane";
import { ProductsSentence } from "./products-sentence";
import { RetrieveList } from "./retrieve-list";
import { useEdits } from "./use-edits";
import { type FirstAnswer, useFamilies, useRetrieve } from "./use-products";

const ProductDrawer = lazy(patiently(() => import("./product-drawer")));
const ServicesList = lazy(patiently(() => import("./services-list")));

type ProductsScreenProps = { connections: readonly ProductConnection[]; first: FirstAnswer | undefined };

export function ProductsScreen({ connections, first }: ProductsScreenProps) {
  const [address] = useUrlState(addressDefaults);
  const connection = connections.find(({ id }) => id === address.connection) ?? connections[0];
  if (!connection) return <NoConnection />;
  return <OnConnection key={connection.id} connection={connection} connections={connections} first={first} />;
}

type OnConnectionProps = ProductsScreenProps & { connection: ProductConnection };

function OnConnection({ connection, connections, first }: OnConnectionProps) {
  const [address, setAddress] = useUrlState(addressDefaults);
  const list = useFamilies(familiesQuery(address, connection.id), first);
  const edits = useEdits(connection.id);
  const retrieve = useRetrieve(connection.id);
  const open = (product: string) => setAddress({ product }, { isStep: true });
  const answer = list.data?.pages[0];
  const isServices = address.view === "services";
  return (
    <div className="grid gap-4">
      <PageHead
        title="Products"
        sentence={answer ? <ProductsSentence totals={answer.totals} /> : undefined}
        actions={
          answer ? (
            <RetrieveList connection={connection} retrieve={retrieve} asOf={answer.catalogue.asOf} />
          ) : undefined
        }
      >
        {connections.length > 1 ? (
          <div className="max-w-xs">
            <SelectField
              label="Connection"
              name="connection"
              value={connection.id}
              disabled={edits.edits.size > 0}
              help={edits.edits.size > 0 ? "Save or discard the changes first." : undefined}
              options={connections.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => setAddress({ ...addressDefaults, connection: event.target.value })}
            />
          </div>
        ) : null}
        <Tabs label="Products" tabs={tabsOf(connection, connections.length > 1, isServices)} />
      </PageHead>
      <CatalogueNotices
        connection={connection}
        retrieve={retrieve}
        problem={answer?.catalogue.problem ?? null}
      />
      {list.error && !answer ? (
        <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
      ) : isServices ? (
        <Suspense fallback={<Skeleton />}>
          <ServicesList
            connection={connection}
            search={address.search}
            onSearch={(search) => setAddress({ search })}
            onOpen={open}
          />
        </Suspense>
      ) : (
        <MappingPane
          connection={connection}
          list={list}
          edits={edits}
          onOpen={({ productId }) => open(productId)}
        />
      )}
      <UnsavedBar
        count={edits.edits.size}
        isSaving={edits.isSaving}
        problem={edits.problem}
        onDiscard={edits.discard}
        onSave={() => void edits.save()}
      />
      {address.product ? (
        <Suspense>
          <ProductDrawer
            productId={address.product}
            connection={connection}
            onClose={() => setAddress({ product: "" })}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function tabsOf({ id, catalogItem, psa }: ProductConnection, isNamed: boolean, isServices: boolean) {
  const address = (view: string) => {
    const query = new URLSearchParams({
      ...(isNamed && { connection: id }),
      ...(view && { view }),
    }).toString();
    return query ? `/products?${query}` : "/products";
  };
  const items = `${catalogItem.charAt(0).toUpperCase()}${catalogItem.slice(1)}s of ${psa}`;
  return [
    { href: address(""), label: "Mapping", isCurrent: !isServices },
    { href: address("services"), label: items, isCurrent: isServices },
  ];
}

function NoConnection() {
  return (
    <div className="grid gap-4">
      <PageHead
        title="Products"
        sentence="Here you say which item of your PSA's catalogue each of the vendor's products is."
      />
      <EmptyState
        title="No PSA is connected yet."
        action={
          <ButtonLink variant="primary" href="/integrations">
            Connect your PSA
          </ButtonLink>
        }
      >
        Products can be mapped once the portal has read what your PSA sells.
      </EmptyState>
    </div>
  );
}
