import type { Ctx } from "@/lib/auth/context";
import { createCallGate } from "@/lib/budget/call-gate";
import { machineNow } from "@/lib/clock";
import type { Instance } from "@/lib/psa/connector";
import { PsaError, type RefusalCode } from "@/lib/psa/errors";
import type { ConnectorDoor, Credentials, DeploymentIdentifiers, Provider } from "@/lib/psa/provider";
import { outside } from "./outside";

export type TrialStep = {
  step: "find_address" | "sign_in" | "rights" | "first_lists";
  /** `under_way`: asked for, and read in the background. */
  state: "done" | "warning" | "failed" | "not_reached" | "under_way";
  /** A sentence where there is something to say. */
  detail?: string;
  ms: number;
};

/** What a trial of credentials found, step by step; `instance` is there exactly when sign-in succeeded. */
export type Trial = {
  steps: readonly TrialStep[];
  instance?: Instance;
  missingRights: readonly string[];
  problem?: { message: string; kind: PsaError["kind"]; refusal: RefusalCode; field?: string };
};

/** Told of each step the moment it is known, for somebody who watches. */
export type OnStep = (step: TrialStep) => void;

export type TrialOptions = {
  deployment: DeploymentIdentifiers;
  timeZone: string;
  onStep?: OnStep | undefined;
  /** Longest wait for one answer; 15 s. */
  callMs?: number;
  /** Longest wait for all of them; 60 s. */
  totalMs?: number;
};

const order = ["find_address", "sign_in", "rights", "first_lists"] as const;

/** The last call of a long trial still gets a chance to answer. */
const SHORTEST_CALL_MS = 1_000;

/**
 * Signs in once with credentials that are not stored yet and asks for the rights. Never a second try with refused
 * ones, because PSAs lock users. Stores nothing; its calls count against the database's budget like all others.
 */
export async function tryCredentials(
  ctx: Ctx,
  provider: Provider,
  credentials: Credentials,
  options: TrialOptions,
): Promise<Trial> {
  const { transport, sandboxOrigins } = outside();
  const ticks = new Ticks(options.onStep);
  const callMs = options.callMs ?? 15_000;
  const endsAt = machineNow().getTime() + (options.totalMs ?? 60_000);
  const leftMs = () => Math.max(SHORTEST_CALL_MS, Math.min(callMs, endsAt - machineNow().getTime()));
  const door: ConnectorDoor = {
    credentials,
    deployment: options.deployment,
    transport,
    sandboxOrigins,
    memory: new Map(),
    isInteractive: true,
    get deadlineMs() {
      return leftMs();
    },
    gate: (databaseKey) => {
      // Whoever asks for a gate knows which database it is for.
      if (ticks.steps.length === 0) ticks.add("done");
      return createCallGate(ctx, {
        databaseKey,
        // Calls of a connection that does not exist yet are booked on the partner.
        connectionId: ctx.partnerId,
        sharePct: 50,
        callsPerHour: connector.capabilities.callsPerHour,
        callsInFlightPerEntity: connector.capabilities.callsInFlightPerEntity,
        isInteractive: true,
        deadlineMs: leftMs(),
        timeZone: options.timeZone,
      });
    },
    onMoved: async () => {},
    onCredentialsRefused: async () => {},
  };
  const connector = provider.open(door);
  try {
    const instance = await connector.checkSignIn();
    ticks.add("done", instance.displayName);
    const missingRights = await connector.checkRights();
    ticks.add(missingRights.length === 0 ? "done" : "warning", missingRights.join(" ") || undefined);
    return { steps: ticks.steps, instance, missingRights };
  } catch (error) {
    if (!(error instanceof PsaError)) throw error;
    return failed(error, ticks);
  }
}

/** The lists are read by a job once the connection is stored; whoever watches looks at the mirror from here on. */
export function firstListsAsked(trial: Trial, onStep: OnStep | undefined): Trial {
  const step: TrialStep = { step: "first_lists", state: "under_way", detail: "Being read.", ms: 0 };
  onStep?.(step);
  return { ...trial, steps: [...trial.steps, step] };
}

class Ticks {
  readonly steps: TrialStep[] = [];
  readonly #onStep: OnStep | undefined;
  #startedAt = machineNow().getTime();

  constructor(onStep: OnStep | undefined) {
    this.#onStep = onStep;
  }

  /** The next step in order has come to this. */
  add(state: TrialStep["state"], detail?: string): void {
    const step = order[this.steps.length];
    if (step === undefined) return;
    const now = machineNow().getTime();
    const tick = { step, state, ms: now - this.#startedAt, ...(detail === undefined ? {} : { detail }) };
    this.#startedAt = now;
    this.steps.push(tick);
    this.#onStep?.(tick);
  }
}

function failed(error: PsaError, ticks: Ticks): Trial {
  const isTheirTrouble = error.kind === "busy" || error.kind === "bad_answer";
  const message = isTheirTrouble ? `${error.message} Your old settings are untouched.` : error.message;
  ticks.add("failed", message);
  while (ticks.steps.length < order.length) ticks.add("not_reached");
  const { kind, refusal, field } = error;
  return {
    steps: ticks.steps,
    missingRights: [],
    problem: { message, kind, refusal, ...(field === undefined ? {} : { field }) },
  };
}
