"use client";

import { useReader } from "@/components/shell/reader";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import { useNow } from "@/components/ui/time";
import type { MapConnection } from "@/lib/mappings/customer-map-wire";
import { showTime } from "@/lib/show";
import { useRefreshList } from "./use-customer-map";

/** What is wrong with the lists that the map stands on, a bar for each connection that has something to tell. */
export function MapNotices({ connections }: { connections: readonly MapConnection[] }) {
  return connections.map((connection) => <ConnectionNotice key={connection.id} connection={connection} />);
}

function ConnectionNotice({ connection }: { connection: MapConnection }) {
  const reader = useReader();
  const now = useNow();
  const { psa, name, asOf, silentSince, isStopped, problem } = connection;
  if (isStopped) {
    return (
      <Notice
        tone="red"
        title={`${name} is stopped, so nothing of ${psa} can be read.`}
        action={
          <ButtonLink size="small" href={`/integrations/${connection.id}/setup`}>
            Integration Setup
          </ButtonLink>
        }
      >
        The map shows what was read last.
      </Notice>
    );
  }
  const asOfText = asOf ? `as of ${showTime(asOf, reader, now)}` : "not read yet";
  if (silentSince) {
    return (
      <Notice
        tone="amber"
        title={`Companies ${asOfText}; ${psa} does not answer since ${showTime(silentSince, reader, now)}.`}
        action={<RefreshList connectionId={connection.id} />}
      >
        Mapping to companies of the list goes on; typed numbers and contracts cannot be read.
      </Notice>
    );
  }
  if (problem) {
    return (
      <Notice tone="amber" title={problem} action={<RefreshList connectionId={connection.id} />}>
        The companies shown are {asOfText}.
      </Notice>
    );
  }
  if (asOf === null) {
    return (
      <Notice
        tone="blue"
        title={`The companies of ${psa} have not been read yet.`}
        action={<RefreshList connectionId={connection.id} />}
      />
    );
  }
  return null;
}

export function RefreshList({ connectionId }: { connectionId: string }) {
  const { may } = useReader();
  const refresh = useRefreshList();
  const read = () =>
    refresh.mutate(connectionId, {
      onSuccess: ({ rows, problem }) =>
        notify(
          problem ? { tone: "amber", text: problem } : { tone: "green", text: `${rows} companies read.` },
        ),
      onError: (error) => notify({ tone: "red", text: error.message }),
    });
  return (
    <Button
      size="small"
      isBusy={refresh.isPending}
      disabledReason={may("sync.run") ? undefined : "Ask an admin"}
      onClick={read}
    >
      Refresh list
    </Button>
  );
}
