"use client";

import { createContext, useContext } from "react";
import type { CustomerMapRow, CustomerMapSlot, MapConnection } from "@/lib/mappings/customer-map-wire";
import type { MapEdits } from "./use-map-edits";

/** What is open on the map: one editor, one dialog, never two. */
export type OpenPart =
  | { part: "company"; customerId: string }
  | {
      part: "contracts";
      row: CustomerMapRow;
      slot: CustomerMapSlot;
      psaCompanyId: string;
      connectionId: string;
    }
  | { part: "unmap"; rows: readonly CustomerMapRow[] }
  | { part: "exclude"; rows: readonly CustomerMapRow[] };

export type MapContextValue = MapEdits & {
  connections: readonly MapConnection[];
  mayEdit: boolean;
  open: OpenPart | undefined;
  setOpen(part: OpenPart | undefined): void;
  showCustomer(customerId: string): void;
};

const MapContext = createContext<MapContextValue | undefined>(undefined);
export const MapProvider = MapContext;

export function useMap(): MapContextValue {
  const value = useContext(MapContext);
  if (!value) throw new Error("This part stands only on the Customer Map.");
  return value;
}
