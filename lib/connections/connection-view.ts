import type { Vocabulary } from "@/lib/psa/connector";
import { getProvider } from "@/lib/psa/registry";
import type { Connection } from "./store";

/** A connection as people and API keys see it: secrets only in their masked form. */
export type ConnectionView = Pick<
  Connection,
  | "id"
  | "provider"
  | "name"
  | "state"
  | "stateReason"
  | "timeZone"
  | "currency"
  | "callSharePct"
  | "lastSyncAt"
  | "createdAt"
  | "version"
> & {
  instance: Connection["instance"];
  /** "••••••3f9a" for secret fields. */
  credentials: Record<string, string>;
  credentialsCheckedAt: Date | null;
  /** New credentials are being tried. */
  hasPendingCredentials: boolean;
  companiesMapped: number;
  vocabulary: Vocabulary;
};

export type MaskedSet = {
  connectionId: string;
  state: string;
  masked: Record<string, string>;
  checkedAt: Date | null;
};

export function viewOf(
  connection: Connection,
  sets: readonly MaskedSet[],
  companiesMapped: ReadonlyMap<string, number>,
): ConnectionView {
  const own = sets.filter((set) => set.connectionId === connection.id);
  const inUse = own.find((set) => set.state === "in_use");
  const {
    id,
    provider,
    name,
    state,
    stateReason,
    timeZone,
    currency,
    callSharePct,
    lastSyncAt,
    createdAt,
    version,
    instance,
  } = connection;
  return {
    id,
    provider,
    name,
    state,
    stateReason,
    timeZone,
    currency,
    callSharePct,
    lastSyncAt,
    createdAt,
    version,
    instance,
    credentials: inUse?.masked ?? {},
    credentialsCheckedAt: inUse?.checkedAt ?? null,
    hasPendingCredentials: own.some((set) => set.state === "pending"),
    companiesMapped: companiesMapped.get(id) ?? 0,
    vocabulary: getProvider(provider).vocabulary,
  };
}
