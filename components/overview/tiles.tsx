"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useReader } from "@/components/shell/reader";
import { Money } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { OverviewAnswer } from "@/lib/overview/wire";
import { showCount } from "@/lib/show";
import { connectionStateWords } from "../integrations/words";
import { CoverageBar } from "./coverage-bar";
import { taskWords } from "./words";

type Of = { overview: OverviewAnswer };

/** Four figures, each leading to the page that explains it. */
export function Tiles({ overview }: Of) {
  return (
    <ul className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Customers overview={overview} />
      <Coverage overview={overview} />
      <Tasks overview={overview} />
      <LastSync overview={overview} />
    </ul>
  );
}

type TileProps = { label: string; href: string; figure: ReactNode; children: ReactNode };

function Tile({ label, href, figure, children }: TileProps) {
  return (
    <li className="grid min-w-0 content-start gap-1 rounded-lg border border-line bg-surface p-3 sm:p-4">
      <Link href={href} prefetch={false} className="text-small text-muted underline-offset-2 hover:underline">
        {label}
      </Link>
      <p className="text-title font-semibold tabular">{figure}</p>
      <div className="grid gap-1 text-small text-muted">{children}</div>
    </li>
  );
}

function Customers({ overview: { customers } }: Of) {
  const { locale } = useReader();
  return (
    <Tile
      label="Customers in step"
      href="/customer-map"
      figure={`${showCount(customers.inStep, locale)} of ${showCount(customers.total, locale)}`}
    >
      <p>
        {customers.needPerson === 0
          ? "None needs you"
          : `${showCount(customers.needPerson, locale)} need you`}
        {customers.underWay > 0 ? `, ${showCount(customers.underWay, locale)} under way` : ""}
      </p>
    </Tile>
  );
}

function Coverage({ overview: { coverage, unmapped } }: Of) {
  const [main] = coverage;
  return (
    <Tile
      label="Money in step"
      href="/customer-map"
      figure={main?.percent == null ? "nothing sold" : `${main.percent} %`}
    >
      {coverage.map((each) => (
        <CoverageBar key={each.currency} coverage={each} />
      ))}
      {unmapped.subscriptions === 0 ? (
        <p>Everything sold is mapped</p>
      ) : (
        <Amounts amounts={unmapped.money} after="not mapped" />
      )}
      {unmapped.withoutPrice > 0 ? <p>{unmapped.withoutPrice} without a price</p> : null}
    </Tile>
  );
}

function Tasks({ overview: { waiting } }: Of) {
  const { locale } = useReader();
  return (
    <Tile label="Tasks waiting" href="/sync" figure={showCount(waiting.tasks, locale)}>
      {waiting.tasks === 0 ? <p>Nothing waits</p> : <Amounts amounts={waiting.money} isSigned />}
      <p>
        {waiting.byState
          .map(({ state, tasks }) => `${showCount(tasks, locale)} ${taskWords[state]}`)
          .join(", ")}
      </p>
      {waiting.withoutPrice > 0 ? (
        <p>{showCount(waiting.withoutPrice, locale)} without a figure until planned</p>
      ) : null}
    </Tile>
  );
}

function LastSync({ overview: { connections } }: Of) {
  const latest = connections
    .flatMap(({ lastCheckAt }) => lastCheckAt ?? [])
    .sort()
    .at(-1);
  return (
    <Tile label="Last check" href="/integrations" figure={<Moment at={latest} />}>
      {connections.map(({ id, name, state, lastWriteAt }) => (
        <div key={id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-ink">{name}</span>
          <StateWord tone={connectionStateWords[state].tone}>{connectionStateWords[state].word}</StateWord>
          <span>
            {lastWriteAt ? (
              <>
                last write <Moment at={lastWriteAt} />
              </>
            ) : (
              "nothing written yet"
            )}
          </span>
        </div>
      ))}
    </Tile>
  );
}

type Amount = OverviewAnswer["atStake"][number];

function Amounts({
  amounts,
  after,
  isSigned = false,
}: {
  amounts: Amount[];
  after?: string;
  isSigned?: boolean;
}) {
  return amounts.map(({ currency, minor }) => (
    <p key={currency}>
      <Money minor={minor} currency={currency} isSigned={isSigned} per="month" /> {after}
    </p>
  ));
}
