"use client";

import { Ban, PanelRight, Undo2, Unlink } from "lucide-react";
import { askAnAdmin } from "@/components/shell/reader";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { useMap } from "./map-context";

export function RowMenu({ row }: { row: CustomerMapRow }) {
  const { mayEdit, setOpen, showCustomer, connections } = useMap();
  const disabledReason = mayEdit ? undefined : askAnAdmin;
  const items: MenuItem[] = [
    { label: "Details", icon: PanelRight, onSelect: () => showCustomer(row.customerId) },
  ];
  if (row.state === "mapped" || row.state === "broken") {
    items.push({
      label: "Unmap",
      icon: Unlink,
      onSelect: () => setOpen({ part: "unmap", rows: [row] }),
      disabledReason,
    });
  }
  if (row.state === "do_not_map") {
    items.push({
      label: "Take back",
      icon: Undo2,
      onSelect: () => setOpen({ part: "unmap", rows: [row] }),
      disabledReason,
    });
  } else if (connections.length > 0) {
    items.push({
      label: "Exclude",
      icon: Ban,
      onSelect: () => setOpen({ part: "exclude", rows: [row] }),
      disabledReason,
    });
  }
  return <Menu label={`Actions for ${row.companyName}`} items={items} />;
}
