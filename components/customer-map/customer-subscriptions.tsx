"use client";

import Link from "next/link";
import { SubscriptionBadge } from "@/components/sync/subscription-badge";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Fold } from "@/components/ui/panel";
import { AsOf } from "@/components/ui/time";
import type { CustomerStandingsWire } from "@/lib/sync/standing-wire";
import { useStandings } from "./use-customer-map";

/** What the customer holds, each with how it stands against the PSA; why is one tap away. */
export function CustomerSubscriptions({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useStandings(customerId);
  if (error) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={3} />;
  if (data.subscriptions.length === 0) return <p className="text-muted">It holds no subscription now.</p>;
  return (
    <>
      <ul className="grid gap-2">
        {data.subscriptions.map((each) => (
          <li key={each.subscriptionId} className="border-b border-line pb-2 last:border-b-0">
            <Holding subscription={each} checkedAt={data.checkedAt} />
          </li>
        ))}
      </ul>
      {data.isCut ? (
        <p className="text-small text-muted">Only the newest {data.subscriptions.length} are shown.</p>
      ) : null}
    </>
  );
}

type Subscription = CustomerStandingsWire["subscriptions"][number];

function Holding({ subscription, checkedAt }: { subscription: Subscription; checkedAt: string | null }) {
  const { productName, held, vendorSubscriptionId, why, openTaskId } = subscription;
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>{productName}</span>
        <span className="tabular">{held}</span>
      </p>
      <p className="break-words text-small text-muted">{vendorSubscriptionId}</p>
      <Fold summary={<SubscriptionBadge standing={subscription} />}>
        <p>{why}</p>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <AsOf at={checkedAt}>{checkedAt ? "Last check " : "Last check: "}</AsOf>
          {openTaskId ? (
            <Link prefetch={false} className="text-accent underline" href={`/sync/wizard/${openTaskId}`}>
              Open the task
            </Link>
          ) : null}
        </p>
      </Fold>
    </>
  );
}
