"use client";

import Link from "next/link";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/dialog";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { Facts } from "@/components/ui/panel";
import type { RequestDetailWire, WorldWire } from "@/lib/practice-psa/wire";
import { showExactTime } from "@/lib/show";
import { JsonBlock } from "./json-block";
import { Answer } from "./request-columns";
import { useRequest } from "./use-requests";

type DrawerProps = {
  world: WorldWire;
  seq: string;
  onClose(): void;
  onOpen(seq: number): void;
  onOperation(operation: string): void;
};

/** One request with everything that the log keeps of it. */
export default function RequestDrawer({ world, seq, onClose, onOpen, onOperation }: DrawerProps) {
  const asked = useRequest(world, seq);
  return (
    <Drawer title={`Request ${seq}`} isOpen onClose={onClose} width="wide">
      {asked.data ? (
        <Detail request={asked.data} onOpen={onOpen} onOperation={onOperation} />
      ) : asked.isError ? (
        <ProblemNotice problem={asked.error} onRetry={() => asked.refetch()} />
      ) : (
        <Skeleton rows={8} />
      )}
    </Drawer>
  );
}

type DetailProps = { request: RequestDetailWire } & Pick<DrawerProps, "onOpen" | "onOperation">;

function Detail({ request, onOpen, onOperation }: DetailProps) {
  const reader = useReader();
  const { operation, repeatOf } = request;
  return (
    <div className="grid gap-4">
      <p className="font-mono break-all">
        <strong>{request.method}</strong> {request.path}
      </p>
      <Facts
        facts={[
          ["Received", showExactTime(request.at, reader)],
          ["Answer", <Answer key="answer" request={request} />],
          ["Took", request.latencyMs === null ? "not answered" : `${request.latencyMs} ms`],
          [
            "Our operation",
            operation ? (
              <span key="operation" className="grid justify-items-start gap-1">
                {operation.sentence}
                <span className="flex flex-wrap gap-3">
                  <Button size="small" onClick={() => onOperation(operation.id)}>
                    Its requests
                  </Button>
                  <Link
                    href={`/sync/log?operation=${operation.id}`}
                    prefetch={false}
                    className="self-center text-accent underline"
                  >
                    Action Log
                  </Link>
                </span>
              </span>
            ) : request.isWrite ? (
              "none of yours"
            ) : (
              "reading only"
            ),
          ],
        ]}
      />
      {repeatOf === null ? null : (
        <p>
          It asks exactly what another write asked before it.{" "}
          <Button size="small" onClick={() => onOpen(repeatOf)}>
            Open request {repeatOf}
          </Button>
        </p>
      )}
      <JsonBlock title="Body" value={request.body} none="No body." />
      <JsonBlock title="Answer" value={request.answer} none="No answer reached the portal." />
      <JsonBlock title="Headers" value={request.headers} none="None." />
    </div>
  );
}
