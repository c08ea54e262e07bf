import type { Vocabulary } from "@/lib/psa/connector";
import { getProvider } from "@/lib/psa/registry";
import type { ConnectionFigures } from "./connection-list-query";
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
  | "createdAt"
  | "version"
> & {
  /** When it was last compared with what the vendor did; null before the first check. */
  lastSyncAt: Date | null;
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
  figures: ConnectionFigures,
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
    lastSyncAt: figures.lastSyncs.get(id) ?? null,
    createdAt,
    version,
    instance,
    credentials: inUse?.masked ?? {},
    credentialsCheckedAt: inUse?.checkedAt ?? null,
    hasPendingCredentials: own.some((set) => set.state === "pending"),
    companiesMapped: figures.companiesMapped.get(id) ?? 0,
    vocabulary: getProvider(provider).vocabulary,
  };
}
