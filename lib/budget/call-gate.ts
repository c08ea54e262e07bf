import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Ctx } from "@/lib/auth/context";
import { machineNow } from "@/lib/clock";
import { PsaError } from "@/lib/psa/errors";
import type { CallGate } from "@/lib/psa/provider";
import { type CallWish, giveBack, takeCall, type Verdict } from "./store";
import { turnstileFor } from "./turnstile";

export type GateSettings = {
  databaseKey: string;
  connectionId: string;
  sharePct: number;
  callsPerHour: number;
  callsInFlightPerEntity: number;
  /** A person waits: at most 2 s, with the last hundredth of the share. Otherwise a job, which can come back later. */
  isInteractive: boolean;
  /** Longest time one call may take; the slot's lease outlives it. */
  deadlineMs: number;
  /** Zone in which "waits until" is said. */
  timeZone: string;
};

const PERSON_WAITS_MS = 2_000;
const JOB_WAITS_MS = 30_000;
/** Given to jobs that found no slot: others are at work, and come to an end within seconds. */
const NO_SLOT_RETRY_MS = 5_000;

/** The gate of one connection. Takes a slot and books the call in one statement, gives the slot back in a second. */
export function createCallGate(ctx: Ctx, settings: GateSettings): CallGate {
  return {
    async enter(entity) {
      const turnstile = turnstileFor(settings.databaseKey, entity, settings.callsInFlightPerEntity);
      const waitMs = settings.isInteractive ? PERSON_WAITS_MS : JOB_WAITS_MS;
      const until = machineNow().getTime() + waitMs;
      const leave = await turnstile.enter(settings.isInteractive, waitMs);
      if (!leave) throw noSlot();
      try {
        const wish = wishFor(settings, entity, await ctx.presence());
        const slot = await takeSlot(ctx, wish, until, settings);
        return async (outcome) => {
          // The next in line of this process may ask as soon as the database knows that the slot is free.
          await ctx.transaction((tx) => giveBack(tx, { ...wish, slot }, outcome)).finally(leave);
        };
      } catch (error) {
        leave();
        if (error instanceof PsaError) throw error;
        throw new PsaError("busy", "The call budget could not be asked; nothing was sent.", {
          retryAfterMs: NO_SLOT_RETRY_MS,
          cause: error,
        });
      }
    },
  };
}

function wishFor(settings: GateSettings, entity: string, presence: number): CallWish {
  return {
    databaseKey: settings.databaseKey,
    entity,
    connectionId: settings.connectionId,
    holder: randomUUID(),
    presence,
    slots: settings.callsInFlightPerEntity,
    leaseMs: settings.deadlineMs + 5_000,
    allowance: settings.callsPerHour,
    sharePct: settings.sharePct,
    isPerson: settings.isInteractive,
  };
}

async function takeSlot(ctx: Ctx, wish: CallWish, until: number, settings: GateSettings): Promise<number> {
  for (;;) {
    const verdict = await ctx.transaction((tx) => takeCall(tx, wish));
    if (verdict.verdict === "go") return verdict.slot;
    if (verdict.verdict !== "no_slot") throw spent(verdict, settings.timeZone);
    if (machineNow().getTime() >= until) throw noSlot();
    await pause(15 + Math.random() * 30);
  }
}

function noSlot(): PsaError {
  return new PsaError("busy", "Other calls to this PSA are under way; none came to an end in time.", {
    refusal: "thread_limit",
    retryAfterMs: NO_SLOT_RETRY_MS,
  });
}

function spent(verdict: Extract<Verdict, { resumeAt: Date }>, timeZone: string): PsaError {
  const time = verdict.resumeAt.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const isOurs = verdict.verdict === "own_budget";
  const why = isOurs ? "Our share of the PSA's hourly calls is used up" : "The PSA asked to wait";
  return new PsaError("busy", `${why}: waits until ${time} (${timeZone}).`, {
    refusal: isOurs ? "own_budget_used_up" : "quota_used_up",
    retryAfterMs: verdict.waitMs,
  });
}
