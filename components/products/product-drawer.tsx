"use client";

import type { ReactNode } from "react";
import { Drawer } from "@/components/ui/dialog";
import { Quantity } from "@/components/ui/money";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Facts } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductMappingDetail } from "@/lib/mappings/product-wire";
import { MonthlyMoney, WorthPerMonth } from "./monthly-money";
import { useProductDetail } from "./use-products";
import { driverWords, standingWords, unitWord } from "./words";

type DrawerProps = { productId: string; connection: ProductConnection; onClose(): void };

/** One product: what it is in the PSA, who holds it, what happened to it. */
export default function ProductDrawer({ productId, connection, onClose }: DrawerProps) {
  const { data, error, refetch } = useProductDetail(connection.id, productId);
  return (
    <Drawer title={data?.product.title ?? "Product"} isOpen onClose={onClose}>
      {data ? (
        <Detail detail={data} connection={connection} />
      ) : error ? (
        <ProblemNotice problem={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton />
      )}
    </Drawer>
  );
}

function Detail({ detail, connection }: { detail: ProductMappingDetail; connection: ProductConnection }) {
  const { product, liveLines, waitingTasks } = detail;
  const { tone, word } = standingWords[product.standing];
  const facts: [string, ReactNode][] = [
    [
      "State",
      <StateWord key="state" tone={tone}>
        {word}
      </StateWord>,
    ],
    ["SKU", product.sku],
    ["Family", `${product.family.name} (${product.family.code})`],
  ];
  if (product.item) {
    facts.push(
      [
        `${connection.psa} ${connection.catalogItem}`,
        `${product.item.name ?? ""} (id ${product.item.psaItemId})`,
      ],
      ["Units", product.factor === "1" ? "one for one" : `times ${product.factor}`],
      ["Allowance", product.allowance ?? "none"],
      ["Minimum", product.minimum ?? "none"],
      ["Driven by", product.driver ? driverWords[product.driver] : "orders"],
    );
  }
  if (product.reason) facts.push(["Reason", product.reason]);
  facts.push(
    [`Lines in ${connection.psa}`, String(liveLines)],
    ["Tasks waiting", String(waitingTasks)],
    ["Per month", <WorthPerMonth key="worth" product={product} />],
  );
  return (
    <div className="grid gap-5">
      {product.item?.problem ? <p className="text-red">{product.item.problem}</p> : null}
      <Facts facts={facts} />
      <Holders detail={detail} />
      <History history={detail.history} />
    </div>
  );
}

function Holders({ detail: { product, holders } }: { detail: ProductMappingDetail }) {
  const more = product.customers - holders.length;
  return (
    <section aria-labelledby="product-holders">
      <h3 id="product-holders" className="mb-1 font-semibold">
        Who holds it
      </h3>
      {holders.length === 0 ? <p className="text-muted">Nobody at the moment.</p> : null}
      <ul className="grid gap-1">
        {holders.map((holder) => (
          <li key={holder.customerId} className="flex flex-wrap justify-between gap-x-4">
            <span>{holder.companyName}</span>
            <span className="text-muted">
              <Quantity value={holder.quantity} /> {unitWord(holder.quantity, product.unit)}
              {holder.money.length > 0 ? (
                <>
                  , <MonthlyMoney money={holder.money} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1 text-muted">and {more} more with fewer</p> : null}
    </section>
  );
}

function History({ history }: Pick<ProductMappingDetail, "history">) {
  return (
    <section aria-labelledby="product-history">
      <h3 id="product-history" className="mb-1 font-semibold">
        History
      </h3>
      {history === null ? (
        <p className="text-muted">Admins see who changed the mapping. Ask an admin.</p>
      ) : history.length === 0 ? (
        <p className="text-muted">Nobody has mapped it yet.</p>
      ) : (
        <ol className="grid gap-1">
          {history.map(({ id, at, who, text }) => (
            <li key={id}>
              {text} <span className="text-muted">by {who}, </span>
              <span className="text-muted">
                <Moment at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
