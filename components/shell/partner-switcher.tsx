"use client";

import { useState } from "react";
import { SelectField } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { fetchJson } from "@/lib/http/fetch-json";
import { useReader } from "./reader";

/** Whose data is on the screen. A choice only for people who belong to several companies. */
export function PartnerSwitcher() {
  const reader = useReader();
  const [isBusy, setBusy] = useState(false);
  if (reader.tenants.length < 2) return <p className="truncate font-semibold">{reader.partnerName}</p>;
  const turnTo = async (partnerId: string) => {
    setBusy(true);
    try {
      await fetchJson("/api/v1/me/tenant", { method: "POST", body: { partnerId } });
      // A fresh page: nothing of the one company may stay on the screen of the other.
      window.location.assign("/");
    } catch (error) {
      setBusy(false);
      notify({ tone: "red", text: error instanceof Error ? error.message : "The switch did not work." });
    }
  };
  return (
    <SelectField
      label="Company"
      isLabelHidden
      value={reader.partnerId}
      disabled={isBusy}
      onChange={(event) => void turnTo(event.target.value)}
      options={reader.tenants.map(({ partnerId, tenantName }) => ({ value: partnerId, label: tenantName }))}
    />
  );
}
