import { z } from "zod";

/** Something a function did or wants done, as the SDK reports it. */
export type Operation = {
  id: string;
  op: string;
  name: string;
  data: unknown;
  error: unknown;
  isRace: boolean;
};

/** What a call of the portal came to. */
export type Answer =
  | { kind: "operations"; operations: readonly Operation[]; retryAfter: string | undefined }
  | { kind: "finished"; output: unknown }
  | { kind: "failed"; error: unknown; isFinal: boolean; retryAfter: string | undefined }
  /** No SDK answered: the portal is down, starting or being replaced. Costs no attempt. */
  | { kind: "unreachable"; reason: string };

export type HttpAnswer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
};

export const operationSchema = z
  .object({
    id: z.string().min(1),
    op: z.string().min(1),
    name: z.string().nullish(),
    displayName: z.string().nullish(),
    data: z.unknown().optional(),
    error: z.unknown().optional(),
    opts: z.object({ parallelMode: z.string().nullish() }).loose().nullish(),
  })
  .transform(
    ({ id, op, name, displayName, data, error, opts }): Operation => ({
      id,
      op,
      // A sleep's name is its duration, so it comes before what is shown to people.
      name: name ?? displayName ?? "",
      data: data ?? null,
      error,
      isRace: opts?.parallelMode === "race",
    }),
  );

/** Sorts an HTTP answer of the SDK. Never throws: what cannot be understood is `unreachable` with a reason. */
export function readAnswer(http: HttpAnswer): Answer {
  if (http.headers["x-inngest-sdk"] === undefined) {
    return { kind: "unreachable", reason: `status ${http.status} from something that is not the SDK` };
  }
  let body: unknown;
  try {
    body = http.body === "" ? null : JSON.parse(http.body);
  } catch {
    return { kind: "unreachable", reason: `status ${http.status} with a body that is not JSON` };
  }
  const after = http.headers["retry-after"];
  const retryAfter = typeof after === "string" ? after : undefined;
  if (http.status === 200) return { kind: "finished", output: body };
  if (http.status === 206) {
    const operations = z.array(operationSchema).safeParse(body);
    if (operations.success) return { kind: "operations", operations: operations.data, retryAfter };
    const problem = z.prettifyError(operations.error).replaceAll("\n", " ");
    return { kind: "unreachable", reason: `operations that cannot be read: ${problem}` };
  }
  const isFinal = http.headers["x-inngest-no-retry"] === "true";
  return { kind: "failed", error: body, isFinal, retryAfter };
}
