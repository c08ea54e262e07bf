import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { type CustomerRow, saveCustomers } from "@/lib/customers/save-customers";
import { findEditions } from "@/lib/customers/store";
import type { GoodItem } from "./batch";
import { contentHash } from "./content";
import { type EditionItem, judgeEditions } from "./editions";
import { keyOf } from "./known";
import type { CustomerItem } from "./schemas";
import { keepEditions, lockPartners } from "./store";
import { type TakenIn, takeIn } from "./take-in";

/** Stores customers, the newest content of each, and lets in what waited for the new ones. */
export async function ingestCustomers(tx: Tx, items: readonly GoodItem<CustomerItem>[]): Promise<TakenIn> {
  await lockPartners(tx, [...new Set(items.map(({ partnerId }) => partnerId))]);
  const sent = items.map(({ index, partnerId, item }) => ({
    index,
    key: keyOf(partnerId, item.vendorCustomerId),
    edition: { asOf: toInstant(item.asOf), hash: contentHash(item, ["partnerCode", "asOf"]) },
    item: { partnerId, item },
  }));
  const found = await findEditions(
    tx,
    items.map(({ partnerId, item }) => ({ partnerId, vendorCustomerId: item.vendorCustomerId })),
  );
  const stored = new Map(found.map((row) => [keyOf(row.partnerId, row.vendorCustomerId), row]));
  const judged = judgeEditions(sent, stored);
  await saveCustomers(
    tx,
    [...judged.apply.values()].map((edition) => rowOf(tx, edition)),
    [...judged.renew].flatMap(([key, { asOf }]) => {
      const row = stored.get(key);
      return row ? [{ partnerId: row.partnerId, id: row.id, asOf }] : [];
    }),
  );
  await keepEditions(
    tx,
    judged.keep.map(({ edition, item: { partnerId, item } }) => ({
      partnerId,
      kind: "customers" as const,
      vendorId: item.vendorCustomerId,
      asOf: edition.asOf,
      contentHash: edition.hash,
      item,
    })),
  );
  const arrived = [...judged.apply.values()]
    .filter(({ isNew }) => isNew)
    .map(({ item: { partnerId, item } }) => ({
      kind: "customer" as const,
      partnerId,
      id: item.vendorCustomerId,
    }));
  const taken = await takeIn(tx, [], { arrived, furtherNumbers: judged.apply.size });
  return { ...taken, verdicts: judged.verdicts };
}

function rowOf(
  tx: Tx,
  { edition, item: { partnerId, item } }: EditionItem<{ partnerId: string; item: CustomerItem }>,
): CustomerRow {
  return {
    partnerId,
    id: randomUUID(),
    createdAt: tx.now,
    updatedAt: tx.now,
    vendorCustomerId: item.vendorCustomerId,
    companyName: item.companyName,
    legalName: item.legalName ?? null,
    addressLine1: item.addressLine1 ?? null,
    addressLine2: item.addressLine2 ?? null,
    city: item.city ?? null,
    state: item.state ?? null,
    postalCode: item.postalCode ?? null,
    country: item.country ?? null,
    phone: item.phone ?? null,
    administrativeContact: item.administrativeContact ?? null,
    internalContact: item.internalContact ?? null,
    access: item.access ?? null,
    notificationEmail: item.notificationEmail ?? null,
    currency: item.currency ?? null,
    taxId: item.taxId ?? null,
    webAddress: item.webAddress ?? null,
    employees: item.employees ?? null,
    status: item.status,
    asOf: edition.asOf,
    contentHash: edition.hash,
  };
}
