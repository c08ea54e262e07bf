import { getProvider } from "@/lib/psa/registry";
import type { MapConnectionRow } from "./customer-map-totals-query";

/** A connection as the Customer Map needs it: its PSA's name, how old its list is, and whether it answers. */
export type MapConnection = {
  id: string;
  name: string;
  psa: string;
  freeCompanies: number;
  asOf: string | null;
  /** Why the latest reading of the list was not believed. */
  problem: string | null;
  /** Since when it does not answer; `null` while it does. */
  silentSince: string | null;
  /** Paused or refused: nothing can be read until somebody sees to it. */
  isStopped: boolean;
};

export function mapConnection(row: MapConnectionRow): MapConnection {
  const { vocabulary } = getProvider(row.provider);
  return {
    id: row.id,
    name: row.name,
    psa: vocabulary.psa,
    freeCompanies: row.freeCompanies,
    asOf: row.readAt,
    problem: row.problem,
    silentSince: row.state === "unreachable" ? row.stateSince : null,
    isStopped: row.state === "paused" || row.state === "credentials_rejected",
  };
}
