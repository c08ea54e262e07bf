import type { Ctx } from "@/lib/auth/context";
import { createCallGate } from "@/lib/budget/call-gate";
import { machineNow } from "@/lib/clock";
import type { Instance } from "@/lib/psa/connector";
import { PsaError, type RefusalCode } from "@/lib/psa/errors";
import type { ConnectorDoor, Credentials, DeploymentIdentifiers, Provider } from "@/lib/psa/provider";
import { outside } from "./outside";

export type TrialStep = {
  step: "find_address" | "sign_in" | "rights" | "first_lists";
  state: "done" | "warning" | "failed" | "not_reached";
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

const DEADLINE_MS = 15_000;

/**
 * Signs in once with credentials that are not stored yet and asks for the rights. Never a second try with refused
 * ones, because PSAs lock users. Stores nothing; its calls count against the database's budget like all others.
 */
export async function tryCredentials(
  ctx: Ctx,
  provider: Provider,
  credentials: Credentials,
  deployment: DeploymentIdentifiers,
  timeZone: string,
): Promise<Trial> {
  const { transport, sandboxOrigins } = outside();
  const steps: TrialStep[] = [];
  let startedAt = machineNow().getTime();
  const tick = (step: TrialStep["step"], state: TrialStep["state"], detail?: string): void => {
    const now = machineNow().getTime();
    steps.push({ step, state, ms: now - startedAt, ...(detail === undefined ? {} : { detail }) });
    startedAt = now;
  };
  const door: ConnectorDoor = {
    credentials,
    deployment,
    transport,
    sandboxOrigins,
    memory: new Map(),
    isInteractive: true,
    deadlineMs: DEADLINE_MS,
    gate: (databaseKey) => {
      // Whoever asks for a gate knows which database it is for.
      if (steps.length === 0) tick("find_address", "done");
      return createCallGate(ctx, {
        databaseKey,
        // Calls of a connection that does not exist yet are booked on the partner.
        connectionId: ctx.partnerId,
        sharePct: 50,
        callsPerHour: connector.capabilities.callsPerHour,
        callsInFlightPerEntity: connector.capabilities.callsInFlightPerEntity,
        isInteractive: true,
        deadlineMs: DEADLINE_MS,
        timeZone,
      });
    },
    onMoved: async () => {},
    onCredentialsRefused: async () => {},
  };
  const connector = provider.open(door);
  try {
    const instance = await connector.checkSignIn();
    tick("sign_in", "done", instance.displayName);
    const missingRights = await connector.checkRights();
    tick("rights", missingRights.length === 0 ? "done" : "warning", missingRights.join(" ") || undefined);
    return { steps, instance, missingRights };
  } catch (error) {
    if (!(error instanceof PsaError)) throw error;
    return failed(error, steps, tick);
  }
}

function failed(
  error: PsaError,
  steps: TrialStep[],
  tick: (step: TrialStep["step"], state: TrialStep["state"], detail?: string) => void,
): Trial {
  const order = ["find_address", "sign_in", "rights", "first_lists"] as const;
  const isTheirTrouble = error.kind === "busy" || error.kind === "bad_answer";
  const message = isTheirTrouble ? `${error.message} Your old settings are untouched.` : error.message;
  for (const step of order.slice(steps.length)) {
    if (steps.at(-1)?.state === "failed" || steps.at(-1)?.state === "not_reached") tick(step, "not_reached");
    else tick(step, "failed", message);
  }
  const { kind, refusal, field } = error;
  return {
    steps,
    missingRights: [],
    problem: { message, kind, refusal, ...(field === undefined ? {} : { field }) },
  };
}
