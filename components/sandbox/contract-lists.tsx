"use client";

import Link from "next/link";
import { useReader } from "@/components/shell/reader";
import { join } from "@/components/ui/join";
import { Quantity, UnitPrice } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import type { ContractWire, WorldWire } from "@/lib/practice-psa/wire";
import { showDay } from "@/lib/show";
import { placeQuery } from "./place";

type ChangesProps = { contract: ContractWire; today: string; world: WorldWire; currency: string };

/** Who changed the lines, and which operation of ours it was. */
export function ChangeList({ contract, today, world, currency }: ChangesProps) {
  const { locale } = useReader();
  return (
    <ul className="grid gap-1.5">
      {contract.lines.flatMap((line) =>
        line.changes.map((change) => (
          <li key={`${line.id} ${change.id}`} className="flex flex-wrap items-baseline gap-x-2">
            <span>
              {line.name}: {change.difference.startsWith("-") ? change.difference : `+${change.difference}`}{" "}
              from {showDay(change.date, locale, today)}
              {change.unitPrice === null ? "" : ", price "}
              {change.unitPrice === null ? null : <UnitPrice price={change.unitPrice} currency={currency} />}
            </span>
            {change.by === "technician" ? (
              <StateWord tone="amber">By the technician</StateWord>
            ) : (
              <StateWord tone="blue">By the API user</StateWord>
            )}
            {change.operation ? (
              <Link
                href={`/sandbox/requests${placeQuery(world, { operation: change.operation.id })}`}
                prefetch={false}
                className="text-accent underline"
              >
                {change.operation.sentence}
              </Link>
            ) : null}
          </li>
        )),
      )}
    </ul>
  );
}

const head = "border-b border-line px-2 py-1 text-left text-small font-medium text-muted";
const cell = "border-b border-line px-2 py-1";

export function ChargeTable({ charges, currency }: { charges: ContractWire["charges"]; currency: string }) {
  const { locale } = useReader();
  return (
    <table className="as-cards w-full border-separate border-spacing-0">
      <caption className="sr-only">One-time charges</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Charge
          </th>
          <th scope="col" className={head}>
            Date
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Quantity
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Price
          </th>
          <th scope="col" className={head}>
            State
          </th>
        </tr>
      </thead>
      <tbody>
        {charges.map((charge) => (
          <tr key={charge.id}>
            <th scope="row" className={join(cell, "text-left font-normal")}>
              {charge.name}
            </th>
            <td data-label="Date" className={cell}>
              {showDay(charge.date, locale)}
            </td>
            <td data-label="Quantity" className={join(cell, "text-right")}>
              <Quantity value={charge.quantity} />
            </td>
            <td data-label="Price" className={join(cell, "text-right")}>
              <UnitPrice price={charge.unitPrice} currency={currency} />
            </td>
            <td data-label="State" className={cell}>
              <StateWord tone={charge.isBilled ? "green" : "grey"}>
                {charge.isBilled ? "Billed" : "Not billed yet"}
              </StateWord>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function BilledTable({ billed, currency }: { billed: ContractWire["billed"]; currency: string }) {
  const { locale } = useReader();
  return (
    <table className="as-cards w-full border-separate border-spacing-0">
      <caption className="sr-only">What posting made of it, the newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Item
          </th>
          <th scope="col" className={head}>
            Period from
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Quantity
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {billed.map((item) => (
          <tr key={item.id}>
            <th scope="row" className={join(cell, "text-left font-normal")}>
              {item.name}
            </th>
            <td data-label="Period from" className={cell}>
              {showDay(item.date, locale)}
            </td>
            <td data-label="Quantity" className={join(cell, "text-right")}>
              <Quantity value={item.quantity} />
            </td>
            <td data-label="Amount" className={join(cell, "text-right")}>
              <UnitPrice price={item.amount} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
