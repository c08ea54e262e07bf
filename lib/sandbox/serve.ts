import { setTimeout as delay } from "node:timers/promises";
import { httpDate, isoText, realMs } from "./clock";
import type { FiredFault } from "./faults";
import { type ApiAnswer, type ApiRequest, type Exchange, htmlAnswer } from "./http";
import type { RequestKind, SandboxProvider } from "./provider";
import { type RequestEntry, shorten } from "./request-log";
import type { Json } from "./table";
import type { World } from "./world";

const LOGGED_HEADERS = ["content-type", "user-agent", "impersonationresourceid", "x-counterpart-operation"];

/** One request to one world, from the door to the last byte: admitted, hit by a fault or not, answered, remembered. */
export async function serve(world: World, provider: SandboxProvider, exchange: Exchange): Promise<void> {
  const { request } = exchange;
  const kind = provider.describe(request);
  const visit = new Visit(world, provider, exchange, kind);
  const admission = provider.admit(world, request);
  if ("refusal" in admission) return visit.answer(admission.refusal);
  try {
    const fault = world.faults.take(request.method, kind.path, kind.write);
    if (admission.latencyMs > 0) await delay(admission.latencyMs / world.clock.state.speed);
    await (fault ? play(visit, fault) : visit.answer(visit.handle()));
  } finally {
    admission.leave();
  }
}

/** Applies a write whose answer was cut long ago. */
function applyLate(world: World, provider: SandboxProvider, request: ApiRequest): void {
  const entry = newEntry(world, request, provider.describe(request));
  const answer = provider.handle(world, request);
  Object.assign(entry, {
    status: answer.status,
    answer: shorten(answer.body),
    outcome: "late",
    latencyMs: null,
  });
  world.log.add(entry, `${request.method} ${provider.describe(request).route} (late)`);
  world.journal.request(world.name, entry);
}

class Visit {
  readonly world: World;
  readonly provider: SandboxProvider;
  readonly exchange: Exchange;
  readonly entry: RequestEntry;
  readonly #began = realMs();

  constructor(world: World, provider: SandboxProvider, exchange: Exchange, kind: RequestKind) {
    this.world = world;
    this.provider = provider;
    this.exchange = exchange;
    this.entry = newEntry(world, exchange.request, kind);
    world.log.add(this.entry, `${exchange.request.method} ${kind.route}`);
  }

  handle(): ApiAnswer {
    return this.provider.handle(this.world, this.exchange.request);
  }

  /** Stores what was changed, then answers: nobody hears of a change that a kill could take back. */
  async answer(answer: ApiAnswer): Promise<void> {
    await this.close("answered", answer);
    this.exchange.send(answer);
  }

  async cut(outcome: RequestEntry["outcome"], answer?: ApiAnswer): Promise<void> {
    await this.close(outcome, answer);
    this.exchange.cut();
  }

  async close(outcome: RequestEntry["outcome"], answer?: ApiAnswer): Promise<void> {
    const latencyMs = realMs() - this.#began;
    const told =
      answer === undefined
        ? { status: null, answer: null }
        : { status: answer.status, answer: shorten(answer.body) };
    Object.assign(this.entry, { ...told, outcome, latencyMs });
    this.world.journal.request(this.world.name, this.entry);
    await this.world.journal.durable();
  }
}

async function play(visit: Visit, fault: FiredFault): Promise<void> {
  const { world, provider, exchange } = visit;
  const { definition } = fault;
  visit.entry.fault = definition.kind;
  switch (definition.kind) {
    case "before-write":
      return visit.cut("cut before");
    case "after-write":
      return visit.cut("cut after", visit.handle());
    case "mid-answer":
      return sendHalf(visit, visit.handle());
    case "late-commit":
      return cutNowApplyLater(visit, definition.ms);
    case "hold":
      return hold(visit, fault);
    case "slow":
      await delay(definition.ms);
      return visit.answer(visit.handle());
    case "stall":
      await visit.close("stalled");
      return exchange.callerGone();
    case "429":
      return visit.answer(provider.faults.tooMany(world, retryAfterText(world, definition.retryAfter)));
    case "500":
      return visit.answer(serverError(definition.text));
    case "502-html":
      return visit.answer(htmlAnswer(502, "502 - Web server received an invalid response."));
    case "html-200":
      return visit.answer(htmlAnswer(200, "Autotask is undergoing maintenance"));
    case "empty-success": {
      const { status } = visit.handle();
      return visit.answer({ status, body: "" });
    }
    case "half-page":
      return visit.answer(provider.faults.halfPage(visit.handle()));
    case "looping-page":
      return visit.answer(provider.faults.loopingPage(world, exchange.request));
    case "moved-zone":
      return visit.answer(provider.faults.movedZone(world, definition.zone));
    case "expired":
      return visit.answer(provider.faults.expired());
    case "lost-right":
      return visit.answer(provider.faults.lostRight(world, exchange.request));
  }
}

async function hold(visit: Visit, { definition, held }: FiredFault): Promise<void> {
  if (definition.point === "before-write") {
    return (await held()) === "cut" ? visit.cut("cut before") : visit.answer(visit.handle());
  }
  const answer = visit.handle();
  await visit.world.journal.durable();
  if ((await held()) === "go") return visit.answer(answer);
  return definition.point === "mid-answer" ? sendHalf(visit, answer) : visit.cut("cut after", answer);
}

async function sendHalf(visit: Visit, answer: ApiAnswer): Promise<void> {
  await visit.close("half answer", answer);
  visit.exchange.sendHalf(answer);
}

/** The world remembers the write, so that neither a stop of the clock nor a kill of the sandbox loses it. */
async function cutNowApplyLater(visit: Visit, ms: number): Promise<void> {
  const { world, provider, exchange } = visit;
  // Safe, here and when it is read back: a request is method, path, headers and a JSON body.
  const delayed = { dueAt: world.clock.now() + ms, request: exchange.request as unknown as Json };
  world.delayed = [...world.delayed, delayed];
  armDelayedWrite(world, provider, delayed);
  await visit.cut("cut before");
}

/** Also called when a stored world is opened again, for the writes that were still on their way. */
export function armDelayedWrite(
  world: World,
  provider: SandboxProvider,
  delayed: World["delayed"][number],
): void {
  world.clock.at(delayed.dueAt, () => {
    world.delayed = world.delayed.filter((one) => one !== delayed);
    applyLate(world, provider, delayed.request as unknown as ApiRequest);
    // Nobody waits for this write; the journal repeats it while the database is away.
    world.journal.durable().catch(() => {});
  });
}

function retryAfterText(
  world: World,
  retryAfter: FiredFault["definition"]["retryAfter"],
): string | undefined {
  if (!retryAfter) return undefined;
  return retryAfter.asDate
    ? httpDate(world.clock.now() + retryAfter.seconds * 1000)
    : String(retryAfter.seconds);
}

function serverError(text: string | undefined): ApiAnswer {
  return text === undefined
    ? { status: 500, body: "The server encountered an unexpected condition.", contentType: "text/plain" }
    : { status: 500, body: JSON.stringify({ errors: [text] }) };
}

function newEntry(world: World, request: ApiRequest, kind: RequestKind): RequestEntry {
  return {
    seq: world.log.nextSeq,
    id: request.id,
    at: isoText(world.clock.now()),
    method: request.method,
    path: `${kind.path}${request.search}`,
    write: kind.write,
    userName: kind.userName,
    operation: request.headers["x-counterpart-operation"] ?? null,
    headers: Object.fromEntries(
      LOGGED_HEADERS.flatMap((name) => (request.headers[name] ? [[name, request.headers[name]]] : [])),
    ),
    body: request.body === "" ? null : shorten(request.body),
    status: null,
    answer: null,
    latencyMs: null,
    outcome: "under way",
    fault: null,
  };
}
