import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { Column } from "@/components/ui/data-table";
import { StateWord } from "@/components/ui/state";
import { Day } from "@/components/ui/time";
import type { OperationWire } from "@/lib/operations/operation-schema";
import { LogTime } from "./log-time";
import { actorName, operationWords, timeOf } from "./log-words";

/** `zone` is named in the heading of the times; `onOpen` shows one write. */
export function logColumns(zone: string, onOpen: (id: string) => void): readonly Column<OperationWire>[] {
  return [
    {
      key: "time",
      header: `Time (${zone})`,
      isMain: true,
      cell: (row) => (
        <button
          type="button"
          onClick={() => onOpen(row.id)}
          className="min-h-6 text-left text-accent underline-offset-2 hover:underline"
        >
          <LogTime at={timeOf(row)} />
        </button>
      ),
    },
    { key: "who", header: "Who", cell: (row) => actorName(row.actor) },
    {
      key: "customer",
      header: "Customer and product",
      cell: (row) => (
        <span>
          <span className="block font-medium">{row.customerName}</span>
          <span className="block text-small text-muted">{row.productName}</span>
        </span>
      ),
    },
    {
      key: "what",
      header: "What",
      cell: (row) => (
        <span>
          {row.undoesOperationId ? "Undo: " : ""}
          {whatWords[row.change.what]}
          {row.change.effectiveDate ? (
            <span className="block text-small text-muted">
              {dateWord(row.change)} <Day date={row.change.effectiveDate} />
            </span>
          ) : null}
        </span>
      ),
    },
    { key: "change", header: "Before and after", cell: (row) => <BeforeAfter change={row.change} /> },
    { key: "result", header: "Result", cell: (row) => <Result operation={row} /> },
    {
      key: "reference",
      header: "PSA reference",
      cell: (row) => (
        <span className="text-small tabular">
          {row.psaReference ??
            (row.psaLineId ? `Line ${row.psaLineId}` : <span className="text-muted">none</span>)}
        </span>
      ),
    },
    {
      key: "plan",
      header: "Plan",
      cell: (row) => (
        <Link
          href={`/sync/plans/${row.planId}`}
          prefetch={false}
          aria-label={`Plan of ${row.customerName}, ${row.what}`}
          className="text-accent underline-offset-2 hover:underline"
        >
          Plan
        </Link>
      ),
    },
  ];
}

const whatWords = {
  quantity: "Quantity",
  price: "Price",
  text: "Text of the line",
  charge: "One-time charge",
} as const;

/** A quantity counts from its day, a charge is of one. */
export const dateWord = ({ what }: OperationWire["change"]) => (what === "charge" ? "on" : "from");

export function BeforeAfter({ change }: { change: OperationWire["change"] }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 tabular">
      {change.before ?? <span className="text-muted">nothing</span>}
      <ArrowRight size={14} aria-hidden className="text-muted" />
      <span className="sr-only">to</span>
      <span className="font-medium break-all">{change.after}</span>
    </span>
  );
}

export function Result({ operation }: { operation: OperationWire }) {
  const { tone, word } = operationWords[operation.state];
  const message = messageOf(operation.error);
  return (
    <span className="grid max-w-72 justify-items-start gap-1 text-left">
      <span className="flex flex-wrap gap-1">
        <StateWord tone={tone}>{word}</StateWord>
        {operation.undoneByOperationId ? <StateWord tone="grey">Undone</StateWord> : null}
      </span>
      {message ? <span className="text-small text-muted">{message}</span> : null}
    </span>
  );
}

function messageOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { message } = error as { message?: unknown };
  return typeof message === "string" ? message : undefined;
}
