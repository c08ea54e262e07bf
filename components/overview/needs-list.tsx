"use client";

import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useReader } from "@/components/shell/reader";
import { ButtonLink } from "@/components/ui/button";
import { join } from "@/components/ui/join";
import { Money } from "@/components/ui/money";
import { EmptyState } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { OverviewAnswer } from "@/lib/overview/wire";

type Needs = OverviewAnswer["needs"];

/** What only a person can mend, the most money first, each leading to where it is mended. */
export function NeedsList({ needs }: { needs: Needs }) {
  const rest = needs.total - needs.items.length;
  return (
    <Panel title="Needs you" isFlush>
      {needs.items.length === 0 ? (
        <EmptyState
          icon={<CircleCheck size={24} aria-hidden className="text-green" />}
          title="Nothing needs you"
        >
          What comes in is checked, and shows here as soon as it needs a person.
        </EmptyState>
      ) : (
        <ol>
          {needs.items.map((need) => (
            <Entry key={`${need.kind} ${need.id}`} need={need} />
          ))}
        </ol>
      )}
      {rest > 0 ? (
        <p className="border-t border-line px-4 py-2 text-small text-muted">
          {rest === 1 ? "1 more with less money." : `${rest} more with less money.`}
        </p>
      ) : null}
    </Panel>
  );
}

function Entry({ need }: { need: Needs["items"][number] }) {
  const { may } = useReader();
  const isMine = may(need.permission);
  return (
    <li
      className={join(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0",
        isMine && "sm:grid-cols-[minmax(0,1fr)_auto_6rem]",
      )}
    >
      <div className="col-span-2 min-w-0 sm:col-span-1">
        <Link href={need.href} prefetch={false} className="font-medium underline-offset-2 hover:underline">
          {need.title}
        </Link>
        <p className="text-small text-muted">{need.sentence}</p>
      </div>
      <p className="text-small sm:text-right">
        <NeedMoney need={need} />
      </p>
      {isMine ? (
        <ButtonLink
          href={need.href}
          size="small"
          aria-label={`${need.action}: ${need.title}`}
          className="justify-self-end"
        >
          {need.action}
        </ButtonLink>
      ) : null}
    </li>
  );
}

function NeedMoney({ need: { kind, money, isChange } }: { need: Needs["items"][number] }) {
  if (money) return <Money minor={money.minor} currency={money.currency} isSigned={isChange} per="month" />;
  return kind === "connection" ? null : <span className="text-muted">no figure yet</span>;
}
