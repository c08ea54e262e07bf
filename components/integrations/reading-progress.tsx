"use client";

import { RefreshCw } from "lucide-react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { ProgressRow } from "@/components/ui/progress-row";
import { StateWord } from "@/components/ui/state";
import { AsOf } from "@/components/ui/time";
import type { ReadingAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionAnswer } from "@/lib/connections/wire";
import { showCount } from "@/lib/show";
import { useReadAgain, useReading, useTellWhenRead } from "./use-integrations";
import { listLabel, listStateWords } from "./words";

type Props = {
  connectionId: string;
  vocabulary: ConnectionAnswer["vocabulary"];
  reading?: ReadingAnswer | undefined;
};

/** How far the PSA's lists are read: what the mirror really holds, asked again until it holds them all. */
export function ReadingProgress({ connectionId, vocabulary, reading: initial }: Props) {
  const reader = useReader();
  const { data } = useReading(connectionId, initial);
  const again = useReadAgain(connectionId);
  useTellWhenRead(connectionId, data?.isFinished);
  if (!data) return null;
  const wanted = data.lists.filter(({ state }) => state !== "after_mapping");
  const settled = wanted.filter(({ state }) => state !== "reading");
  const now = wanted.find(({ state }) => state === "reading");
  return (
    <div className="grid gap-2">
      <ProgressRow
        label={
          data.isFinished ? `What ${vocabulary.psa} holds is read` : `Reading what ${vocabulary.psa} holds`
        }
        done={settled.length}
        total={wanted.length}
        isFinished={data.isFinished}
        left={data.isFinished ? undefined : "goes on if you leave this page"}
        current={now ? `${listLabel(now.list, vocabulary)} are being read` : undefined}
        actions={
          reader.may("sync.run") ? (
            <Button size="small" icon={RefreshCw} isBusy={again.isPending} onClick={() => again.mutate()}>
              Read again
            </Button>
          ) : undefined
        }
      />
      <ul aria-label="Lists" className="grid gap-1">
        {data.lists.map(({ list, state, count, readAt, problem }) => (
          <li key={list} className="flex flex-wrap items-baseline gap-x-2">
            <StateWord tone={listStateWords[state].tone}>{listStateWords[state].word}</StateWord>
            <span>{listLabel(list, vocabulary)}</span>
            {state === "read" ? (
              <>
                <span className="tabular">{showCount(count, reader.locale)}</span>
                <AsOf at={readAt} />
              </>
            ) : null}
            {problem ? <span className="text-red">{problem}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
