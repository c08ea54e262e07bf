"use client";

import { useState } from "react";
import type { z } from "zod";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { UnitPrice } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { Facts, Panel } from "@/components/ui/panel";
import { fetchJson } from "@/lib/http/fetch-json";
import type { catalogItemsAnswer } from "@/lib/mirror/catalog-wire";
import type { Wizard } from "@/lib/sync/wizard-wire";
import { cycleWord } from "../plan/words";
import { type BarActs, BottomBar } from "./bottom-bar";
import { capital, withoutUndefined } from "./customer-step";
import { SaveProblem } from "./save-problem";
import { useSaveMapping } from "./use-wizard";

type Items = z.output<typeof catalogItemsAnswer>;
type Item = Items["items"][number];
type StepProps = { wizard: Wizard; acts: BarActs; onDone(): void; onReadAgain(): void };

/** The vendor's product, and the item of the PSA's catalogue that bills it. Items of another cycle say so. */
export function ProductStep({ wizard, acts, onDone, onReadAgain }: StepProps) {
  const { product, connection, task } = wizard;
  const { psa, catalogItem } = connection.vocabulary;
  const { may } = useReader();
  const [chosen, setChosen] = useState<Item>();
  const save = useSaveMapping(wizard);
  const isMapped = product.mappingState === "mapped";
  const barred = !may("mapping.edit")
    ? askAnAdmin
    : chosen || isMapped
      ? undefined
      : `Choose a ${catalogItem} first.`;
  const proceed = () => {
    if (!chosen || chosen.psaItemId === product.psaItemId) return onDone();
    const version = product.mappingVersion ?? undefined;
    const row = { productId: product.id, version, state: "mapped" as const, psaItemId: chosen.psaItemId };
    save.mutate({ of: "products", row: withoutUndefined(row) }, { onSuccess: onDone });
  };
  return (
    <>
      <div className="grid gap-3 md:grid-cols-2">
        <Panel title={`Product of ${wizard.vendor}`}>
          <Facts
            facts={[
              ["Name", product.name],
              ["SKU", product.sku],
              ["Billed", cycleWord(product.billingCycle)],
              ["Term", terms[product.term] ?? product.term],
              ["Unit", product.unit],
              ["Driven by", product.kind === "usage" ? "usage" : "orders"],
              ["Price", <UnitPrice key="p" price={task.unitPrice} currency={task.currency} />],
              ...(task.extras?.fees ? ([["Fees", "charged once"]] as const) : []),
            ]}
          />
        </Panel>
        <Panel title={`${capital(catalogItem)} in ${psa}`}>
          <div className="grid gap-3">
            {isMapped ? (
              <Notice tone="green">
                Mapped to {product.itemName} ({product.psaItemId}).
              </Notice>
            ) : null}
            <Combobox<Item>
              label={isMapped ? `Another ${catalogItem}` : `Find the ${catalogItem}`}
              search={(text) => findItems(connection.id, text, product.billingCycle)}
              itemKey={(item) => item.psaItemId}
              itemLabel={(item) => item.name}
              renderItem={(item) => <ItemLine item={item} currency={task.currency} />}
              whyNot={(item) => item.misfit ?? undefined}
              onChoose={setChosen}
            />
            {chosen ? (
              <Facts
                facts={[
                  ["Chosen", `${chosen.name} (${chosen.psaItemId})`],
                  ["Billed", cycleWord(chosen.cycle)],
                  ["Price", <UnitPrice key="p" price={chosen.unitPrice} currency={task.currency} />],
                ]}
              />
            ) : null}
          </div>
        </Panel>
      </div>
      <SaveProblem error={save.error} onReadAgain={onReadAgain} />
      <BottomBar acts={acts}>
        <Button variant="primary" isBusy={save.isPending} disabledReason={barred} onClick={proceed}>
          Continue
        </Button>
      </BottomBar>
    </>
  );
}

const terms: Readonly<Record<string, string>> = {
  none: "none",
  P1M: "1 month",
  P1Y: "12 months",
  P3Y: "36 months",
};

function ItemLine({ item, currency }: { item: Item; currency: string }) {
  return (
    <span className="grid">
      <span>
        {item.name} <span className="text-muted">({item.psaItemId})</span>
      </span>
      <span className="text-small text-muted">
        billed {cycleWord(item.cycle)}, <UnitPrice price={item.unitPrice} currency={currency} />
        {item.unit ? ` per ${item.unit}` : ""}
        {item.products.length > 0 ? `, used by ${item.products.join(", ")}` : ""}
      </span>
    </span>
  );
}

/** Items of the product's own cycle first; the others stay in sight with the reason. */
async function findItems(connectionId: string, text: string, billingCycle: string): Promise<Item[]> {
  const query = new URLSearchParams({
    limit: "50",
    billingCycle,
    ...(text.trim() && { search: text.trim() }),
  });
  const { items } = await fetchJson<Items>(`/api/v1/connections/${connectionId}/catalog-items?${query}`);
  return [...items.filter(({ misfit }) => misfit === null), ...items.filter(({ misfit }) => misfit !== null)];
}
