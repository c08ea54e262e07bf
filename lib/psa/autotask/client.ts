import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import type { z } from "zod";
import { machineNow, toInstant } from "@/lib/clock";
import { log } from "@/lib/log";
import { CallFailure, callFailureToPsaError } from "../call-failure";
import type { Instance } from "../connector";
import { PsaError } from "../errors";
import type { CallOutcome, ConnectorDoor } from "../provider";
import type { HttpAnswer } from "../transport";
import { credentialsRefused, readRefusal } from "./refusals";
import { writtenEnvelope } from "./wire";
import { discoverZone, parseJson, type Zone, zoneOf } from "./zone";

type Request = {
  /** First part of the path; the thread limit counts by it. */
  entity: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the version segment, `Contracts/12/Services`. */
  path: string;
  body?: unknown;
  operationId?: string;
};

/** Waits longer than this are the durable function's, not ours. */
const LONGEST_LOCAL_WAIT_MS = 5_000;

const isWorthRepeating = (error: Error): boolean => {
  if (!(error instanceof PsaError)) return false;
  const cause = error.cause;
  // A call that took its whole deadline would take it again, and somebody may be waiting.
  if (cause instanceof CallFailure && (cause.reason === "timeout" || cause.reason === "refused_address"))
    return false;
  if (error.refusal === "own_budget_used_up" || error.refusal === "quota_used_up") return false;
  if (error.kind === "bad_answer") return true;
  if (error.kind === "busy")
    return error.refusal !== "thread_limit" || (error.retryAfterMs ?? 0) <= LONGEST_LOCAL_WAIT_MS;
  // A text nobody has seen may be a deadlock of the PSA's own database; a read may ask again.
  return error.kind === "rejected" && error.refusal === "not_seen_before" && error.psaSentence !== undefined;
};

/** As long as the PSA asks where it asks for a wait; otherwise 0.1 to 0.2 s, then 0.3 to 0.6 s. */
const backoff = new DelegateBackoff<{ attempt: number; result: { error?: Error } | { value?: unknown } }>(
  ({ attempt, result }) => {
    const error = "error" in result ? result.error : undefined;
    const asked =
      error instanceof PsaError && error.refusal === "thread_limit" ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(asked, 100 * 3 ** (attempt - 1) * (1 + Math.random()));
  },
);

/**
 * Speaks to one Autotask database as one API user: finds the zone, passes the budget's gate, signs, sorts errors.
 * Reads are repeated twice, briefly; writes are sent once.
 */
export class AutotaskClient {
  readonly #door: ConnectorDoor;
  #zone: Promise<Zone> | undefined;
  #isRefused = false;
  #clock: { theirs: Date; ours: Date } | undefined;

  constructor(door: ConnectorDoor) {
    this.#door = door;
  }

  toldClock(): { theirs: Date; ours: Date } | undefined {
    return this.#clock;
  }

  async instance(): Promise<Instance> {
    return (await this.zone()).instance;
  }

  zone(): Promise<Zone> {
    const { known, sandboxOrigins } = this.#door;
    this.#zone ??= known ? Promise.resolve(zoneOf(known, sandboxOrigins)) : this.#discover();
    return this.#zone;
  }

  /** A read; its answer must have the given shape. */
  read<Shape extends z.ZodType>(
    request: Omit<Request, "operationId">,
    shape: Shape,
  ): Promise<z.output<Shape>> {
    const policy = retry(handleWhen(isWorthRepeating), { maxAttempts: 2, backoff });
    return policy.execute(async () => {
      const answer = await this.#call(request, false);
      const parsed = shape.safeParse(parseJson(answer.body));
      if (parsed.success) return parsed.data;
      throw new PsaError("bad_answer", `Autotask gave an answer on ${request.entity} that we do not trust.`, {
        cause: parsed.error,
        retryAfterMs: 15_000,
      });
    });
  }

  /** A write, sent once. The answer is the new id, which some entities do not tell. */
  async write(request: Request): Promise<string | undefined> {
    const answer = await this.#call(request, true);
    const parsed = writtenEnvelope.safeParse(parseJson(answer.body));
    if (!parsed.success) {
      throw new PsaError(
        "unknown_outcome",
        "Autotask's answer to the change is not one it gives; it is being checked.",
      );
    }
    return parsed.data.itemId === null ? undefined : String(parsed.data.itemId);
  }

  async #call(request: Request, isWrite: boolean): Promise<HttpAnswer> {
    if (this.#isRefused)
      throw new PsaError("credentials", credentialsRefused, { refusal: "credentials_refused" });
    const zone = await this.zone();
    const answer = await this.#send(zone, request, isWrite);
    if (answer.status !== 401) return this.#accepted(answer, request, isWrite);
    // A database can be moved to another zone, where the same credentials are good; one look tells.
    const moved = this.#door.known ? await this.#discoverAgain(zone) : zone;
    if (moved.apiBase !== zone.apiBase) {
      if (moved.instance.databaseKey !== zone.instance.databaseKey) {
        throw new PsaError(
          "bad_answer",
          "The user name now leads to another Autotask database; nothing was sent there.",
          { refusal: "other_database" },
        );
      }
      this.#zone = Promise.resolve(moved);
      await this.#door.onMoved(moved.instance);
      const second = await this.#send(moved, request, isWrite);
      if (second.status !== 401) return this.#accepted(second, request, isWrite);
    }
    this.#isRefused = true;
    await this.#door.onCredentialsRefused();
    throw new PsaError("credentials", credentialsRefused, { refusal: "credentials_refused" });
  }

  #accepted(answer: HttpAnswer, { entity }: Request, isWrite: boolean): HttpAnswer {
    const refusal = readRefusal(answer, isWrite, { entity, isWrite });
    if (refusal) throw refusal;
    return answer;
  }

  async #send(zone: Zone, request: Request, isWrite: boolean): Promise<HttpAnswer> {
    const leave = await this.#door.gate(zone.instance.databaseKey).enter(request.entity);
    let outcome: CallOutcome = { kind: "done" };
    try {
      const answer = await this.#door.transport.send({
        method: request.method,
        url: `${zone.apiBase}${request.path}`,
        secrets: { origin: new URL(zone.apiBase).origin, headers: this.#headers() },
        headers: request.operationId ? { "x-counterpart-operation": request.operationId } : {},
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        deadlineMs: this.#door.deadlineMs,
      });
      this.#clock = clockOf(answer) ?? this.#clock;
      outcome = outcomeOf(readRefusal(answer, isWrite));
      return answer;
    } catch (error) {
      throw error instanceof CallFailure ? callFailureToPsaError(error, isWrite) : error;
    } finally {
      // What the PSA answered must not be lost to trouble with the slot, whose lease ends by itself.
      await leave(outcome).catch((error: unknown) => log.warn("slot not given back", { error }));
    }
  }

  #headers(): Record<string, string> {
    const { credentials, deployment } = this.#door;
    return {
      ApiIntegrationCode: deployment.autotaskTrackingId ?? credentials.trackingId ?? "",
      UserName: credentials.userName ?? "",
      Secret: credentials.secret ?? "",
    };
  }

  /** A user that no zone knows any more is refused as well, not moved. */
  #discoverAgain(zone: Zone): Promise<Zone> {
    return this.#discover().catch((error: unknown) => {
      if (error instanceof PsaError && error.kind === "credentials") return zone;
      throw error;
    });
  }

  #discover(): Promise<Zone> {
    return discoverZone(this.#door, this.#door.credentials.userName ?? "");
  }
}

/** A proxy may leave the header out or write nonsense; then the clock is not told. */
function clockOf({ headers }: HttpAnswer): { theirs: Date; ours: Date } | undefined {
  const told = Date.parse(headers.date ?? "");
  return Number.isNaN(told) ? undefined : { theirs: toInstant(told), ours: machineNow() };
}

function outcomeOf(refusal: PsaError | undefined): CallOutcome {
  const retryAfterMs = refusal?.retryAfterMs ?? 1_000;
  if (refusal?.refusal === "thread_limit") return { kind: "thread_limit", retryAfterMs };
  if (refusal?.refusal === "quota_used_up") return { kind: "quota", retryAfterMs };
  return { kind: "done" };
}
