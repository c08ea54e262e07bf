"use client";

import Link from "next/link";
import { useReader } from "@/components/shell/reader";
import { Drawer } from "@/components/ui/dialog";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Facts } from "@/components/ui/panel";
import { AsOf, Moment } from "@/components/ui/time";
import type { CustomerMappingDetail } from "@/lib/mappings/customer-map-wire";
import { CustomerAutomation } from "./customer-automation";
import { CustomerSubscriptions } from "./customer-subscriptions";
import { MonthlyMoney } from "./monthly-money";
import { StateCell } from "./state-cell";
import { useMappingDetail } from "./use-customer-map";

/** One customer: who it is on both sides, its contracts by cycle, how its subscriptions stand, who changed the mapping. */
export default function CustomerDrawer({ customerId, onClose }: { customerId: string; onClose(): void }) {
  const { data, error, refetch } = useMappingDetail(customerId);
  return (
    <Drawer title={data?.row.companyName ?? "Customer"} isOpen onClose={onClose}>
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      {data ? <Detail detail={data} /> : error ? null : <Skeleton rows={8} />}
    </Drawer>
  );
}

function Detail({ detail }: { detail: CustomerMappingDetail }) {
  const { isDemo } = useReader();
  const { row, customer, company, connection, externalReference, history } = detail;
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <StateCell row={row} />
        <span className="flex flex-wrap gap-3">
          <Link prefetch={false} className="text-accent underline" href={`/sync?customer=${row.customerId}`}>
            Sync tasks
          </Link>
          {isDemo && row.psaCompanyId ? (
            <Link
              prefetch={false}
              className="text-accent underline"
              href={`/sandbox/world?company=${encodeURIComponent(row.psaCompanyId)}`}
            >
              Company in the sandbox
            </Link>
          ) : null}
        </span>
      </div>
      {row.broken ? <p className="text-red">{row.broken}</p> : null}
      {row.renamed ? <p className="text-muted">{row.renamed}</p> : null}
      <Part title="Customer">
        <Facts
          facts={[
            ["Number", row.vendorCustomerId],
            ["Legal name", customer.legalName ?? "not known"],
            ["Address", addressOf(customer)],
            ["Phone", customer.phone ?? "not known"],
            ["Web", customer.webAddress ?? "not known"],
            ["Holds", `${row.services} ${row.services === 1 ? "service" : "services"}`],
            ["Per month", <MonthlyMoney key="money" money={row.money} />],
          ]}
        />
      </Part>
      <Part title={connection ? `Company in ${connection.psa}` : "Company"}>
        {company ? (
          <>
            <Facts
              facts={[
                ["Number", company.psaCompanyId],
                ["Name", company.name],
                ["Type", `${company.typeName}, ${company.isActive ? "active" : "inactive"}`],
                ["Currency", company.currency ?? "not known"],
                ["Address", addressOf(company)],
                ["Phone", company.phone ?? "not known"],
                ["Web", company.webAddress ?? "not known"],
                ["Connection", connection?.name ?? ""],
                ["External reference", externalReference ?? "none"],
              ]}
            />
            <p className="mt-1">
              <AsOf at={company.readAt} />
            </p>
          </>
        ) : (
          <p className="text-muted">
            {row.psaCompanyId === null
              ? "No company is chosen."
              : `Company ${row.psaCompanyId} is not in the list.`}
          </p>
        )}
      </Part>
      <Part title="Contracts by cycle">
        {row.slots.length === 0 ? (
          <p className="text-muted">It holds nothing that recurs.</p>
        ) : (
          <Facts facts={row.slots.map((slot) => [slot.label, contractsOf(slot)])} />
        )}
      </Part>
      {row.state !== "mapped" ? null : (
        <Part title="Automation">
          <CustomerAutomation customerId={row.customerId} />
        </Part>
      )}
      <Part title="Subscriptions">
        <CustomerSubscriptions customerId={row.customerId} />
      </Part>
      <Part title="History of the mapping">
        {history.length === 0 ? (
          <p className="text-muted">Nobody has mapped it yet.</p>
        ) : (
          <ol className="grid gap-2">
            {history.map((entry) => (
              <li key={entry.id}>
                {entry.what}
                <span className="block text-small text-muted">
                  {entry.who}, <Moment at={entry.at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

type Placed = {
  addressLine1?: string | null;
  postalCode: string | null;
  city: string | null;
  country: string | null;
};

const addressOf = ({ addressLine1, postalCode, city, country }: Placed): string =>
  [addressLine1, postalCode, city, country].filter(Boolean).join(", ") || "not known";

function contractsOf({
  contracts,
  subscriptions,
  unlinked,
}: CustomerMappingDetail["row"]["slots"][number]): string {
  const on = contracts.map(({ name, psaContractId, subscriptions: count }) => {
    return `${name ?? "contract"} (${psaContractId}), ${count} of ${subscriptions}`;
  });
  if (unlinked > 0) on.push(`${unlinked} of ${subscriptions} on no contract`);
  return on.join("; ");
}
