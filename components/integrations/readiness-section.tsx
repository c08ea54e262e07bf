"use client";

import { ExternalLink, Printer, RefreshCw } from "lucide-react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { ReadinessAnswer } from "@/lib/connections/setup-wire";
import { useCheckAgain, useReadiness } from "./use-integrations";
import { readinessWords } from "./words";

type Props = { connectionId: string; psa: string; readiness?: ReadinessAnswer | undefined };

/** What must be in place, each with its cause, its remedy and the way there. */
export function ReadinessSection({ connectionId, psa, readiness: initial }: Props) {
  const mayCheck = useReader().may("connection.edit");
  const { data, error, refetch } = useReadiness(connectionId, initial);
  const check = useCheckAgain(connectionId);
  return (
    <Panel
      title="Readiness"
      actions={
        <>
          <span className="text-small text-muted">
            {psa} was asked <Moment at={data?.checkedAt} />
          </span>
          <Button
            size="small"
            variant="quiet"
            icon={Printer}
            onClick={() => window.print()}
            className="print:hidden"
          >
            Print
          </Button>
          <Button
            size="small"
            icon={RefreshCw}
            isBusy={check.isPending}
            disabledReason={mayCheck ? undefined : askAnAdmin}
            onClick={() => check.mutate()}
          >
            Check again
          </Button>
        </>
      }
    >
      {check.error ? <ProblemNotice problem={check.error} onRetry={() => check.mutate()} /> : null}
      {error && !data ? <ProblemNotice problem={error} onRetry={() => refetch()} /> : null}
      {data ? (
        <ul aria-label="What must be in place" className="divide-y divide-line">
          {data.items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      ) : (
        <Skeleton />
      )}
      <p role="status" className="sr-only">
        {check.isSuccess ? `Checked: ${readinessWords[check.data.state].word}` : ""}
      </p>
    </Panel>
  );
}

function Item({ item }: { item: ReadinessAnswer["items"][number] }) {
  const { tone, word } = readinessWords[item.state];
  const isElsewhere = item.link ? !item.link.href.startsWith("#") : false;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
      <span className="w-28 shrink-0">
        <StateWord tone={tone}>{word}</StateWord>
      </span>
      <span className="min-w-0 grow basis-60">
        <span className="font-medium">{item.title}</span>
        {item.cause ? <span className="block text-muted">{item.cause}</span> : null}
        {item.fix ? <span className="block">{item.fix}</span> : null}
      </span>
      {item.link ? (
        <a
          href={item.link.href}
          {...(isElsewhere && { target: "_blank", rel: "noreferrer" })}
          className="inline-flex items-center gap-1 text-accent underline print:hidden"
        >
          {item.link.label}
          {isElsewhere ? <ExternalLink size={14} aria-hidden /> : null}
        </a>
      ) : null}
    </li>
  );
}
