"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { SessionList } from "@/lib/auth/session-wire";
import { browserWords } from "./browser-words";
import { useEndSession, useSessions } from "./use-sessions";

/** Where the reader is signed in. One that is not known any more is ended here, at once. */
export function Sessions({ first }: { first: SessionList }) {
  const { data, error, refetch } = useSessions(first);
  const end = useEndSession();
  return (
    <Panel title="Where you are signed in" isFlush>
      {error ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      <ul aria-label="Sessions">
        {data.sessions.map((session) => (
          <Session
            key={session.id}
            session={session}
            isEnding={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

type SessionProps = { session: SessionList["sessions"][number]; isEnding: boolean; onEnd(): void };

function Session({ session, isEnding, onEnd }: SessionProps) {
  const words = browserWords(session.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-0">
      <div>
        <p className="flex flex-wrap items-center gap-2">
          {words}
          {session.isThisOne ? <StateWord tone="green">this one</StateWord> : null}
        </p>
        <p className="text-small text-muted">
          {session.fromAddress ? `From ${session.fromAddress}, s` : "S"}igned in{" "}
          <Moment at={session.startedAt} />, last seen <Moment at={session.lastSeenAt} />
        </p>
      </div>
      {session.isThisOne ? null : (
        <Button size="small" isBusy={isEnding} aria-label={`Sign out ${words}`} onClick={onEnd}>
          Sign out there
        </Button>
      )}
    </li>
  );
}
