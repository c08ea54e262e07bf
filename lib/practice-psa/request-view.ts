import { toInstant } from "@/lib/clock";
import type { OwnOperation } from "./own-operations";
import type { ToldRequest } from "./told";

/** What is shown of a body or an answer in a row. */
const previewLength = 140;

export type RequestView = {
  seq: number;
  at: Date;
  method: string;
  path: string;
  isWrite: boolean;
  status: number | null;
  /** What became of it where that is not an answer: "under way", "cut before", "late". */
  outcome: string;
  fault: string | null;
  repeatOf: number | null;
  latencyMs: number | null;
  asked: string | null;
  answered: string | null;
  operation: OwnOperation | null;
};

export function requestView(
  request: ToldRequest,
  operations: ReadonlyMap<string, OwnOperation>,
): RequestView {
  const { seq, method, path, write, status, outcome, fault, repeatOf, latencyMs } = request;
  return {
    seq,
    at: toInstant(request.at),
    method,
    path,
    isWrite: write,
    status,
    outcome,
    fault,
    repeatOf,
    latencyMs: latencyMs === null ? null : Math.round(latencyMs),
    asked: preview(request.body),
    answered: preview(request.answer),
    operation: (request.operation && operations.get(request.operation)) || null,
  };
}

function preview(value: ToldRequest["body"]): string | null {
  if (value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text;
}
