import { Copy } from "lucide-react";
import type { Column } from "@/components/ui/data-table";
import { StateWord } from "@/components/ui/state";
import { Moment } from "@/components/ui/time";
import type { RequestWire } from "@/lib/practice-psa/wire";
import { answerWord, faultLabel } from "./words";

export function requestColumns(
  onOpen: (seq: number) => void,
  onOperation: (operation: string) => void,
): readonly Column<RequestWire>[] {
  return [
    { key: "at", header: "Time", cell: (row) => <Moment at={row.at} />, width: "w-28" },
    {
      key: "request",
      header: "Request",
      isMain: true,
      cell: (row) => <RequestName request={row} onOpen={() => onOpen(row.seq)} />,
    },
    { key: "asked", header: "Body", cell: (row) => <Preview text={row.asked} />, hideOnCard: true },
    { key: "answer", header: "Answer", cell: (row) => <Answer request={row} />, width: "w-44" },
    {
      key: "operation",
      header: "Our operation",
      cell: (row) =>
        row.operation ? (
          <OperationButton operation={row.operation} onChoose={onOperation} />
        ) : row.isWrite ? (
          <span className="text-muted">none of yours</span>
        ) : null,
    },
  ];
}

function RequestName({ request, onOpen }: { request: RequestWire; onOpen: () => void }) {
  return (
    <span className="grid justify-items-start gap-1">
      <button
        type="button"
        onClick={onOpen}
        className="min-h-6 text-left font-mono text-small break-all text-accent hover:underline"
      >
        <span className={request.isWrite ? "font-semibold" : undefined}>{request.method}</span> {request.path}
      </button>
      {request.isWrite ? <StateWord tone="blue">Write</StateWord> : null}
    </span>
  );
}

function Preview({ text }: { text: string | null }) {
  if (text === null) return <span className="text-muted">no body</span>;
  return <code className="line-clamp-2 max-w-md font-mono text-small break-all text-muted">{text}</code>;
}

export function Answer({ request }: { request: RequestWire }) {
  const word = answerWord(request);
  return (
    <span className="flex flex-wrap items-center gap-1">
      <StateWord tone={word.tone}>{word.text}</StateWord>
      {request.fault ? <StateWord tone="amber">Fault: {faultLabel(request.fault)}</StateWord> : null}
      {request.repeatOf === null ? null : (
        <StateWord tone="amber" icon={Copy}>
          Same as {request.repeatOf}
        </StateWord>
      )}
    </span>
  );
}

type OperationProps = {
  operation: NonNullable<RequestWire["operation"]>;
  onChoose: (operation: string) => void;
};

function OperationButton({ operation, onChoose }: OperationProps) {
  return (
    <button
      type="button"
      onClick={() => onChoose(operation.id)}
      title="Show only this operation's requests"
      className="min-h-6 text-left text-accent hover:underline"
    >
      {operation.sentence}
    </button>
  );
}
