import { environment } from "@/lib/env";
import { createTransport, type Transport } from "@/lib/psa/transport";
import { type Keyring, keyringOf } from "@/lib/secrets";

/** What the process holds for calls to the outside: one transport, one keyring, and what is remembered of each PSA. */
export type Outside = {
  readonly transport: Transport;
  readonly keyring: Keyring;
  readonly sandboxOrigins: readonly string[];
};

const kept = globalThis as {
  counterpartOutside?: Outside;
  counterpartMemories?: Map<string, { day: string; memory: Map<string, unknown> }>;
};

export function outside(): Outside {
  if (!kept.counterpartOutside) {
    const { sandboxOrigins, masterKey } = environment();
    kept.counterpartOutside = {
      transport: createTransport({ exemptOrigins: sandboxOrigins, allowedPorts: [443] }),
      keyring: keyringOf(masterKey),
      sandboxOrigins,
    };
  }
  return kept.counterpartOutside;
}

/** Puts a sandbox of a test's own in the place of the environment's, with keys of the environment. */
export function trustSandbox(origin: string): void {
  kept.counterpartOutside = {
    transport: createTransport({ exemptOrigins: [origin], allowedPorts: [443] }),
    keyring: keyringOf(environment().masterKey),
    sandboxOrigins: [origin],
  };
}

/**
 * What a connector may remember of a connection for one business day: metadata, currencies. It spares calls and holds
 * nothing that a decision depends on alone; a process that starts anew reads it again.
 */
export function memoryFor(connectionId: string, day: string): Map<string, unknown> {
  kept.counterpartMemories ??= new Map();
  const known = kept.counterpartMemories.get(connectionId);
  if (known?.day === day) return known.memory;
  const memory = new Map<string, unknown>();
  kept.counterpartMemories.set(connectionId, { day, memory });
  return memory;
}
