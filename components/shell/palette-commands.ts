"use client";

import { ArrowRightLeft, LogOut, type LucideIcon, RefreshCw, SunMoon } from "lucide-react";
import { setPreference } from "@/components/settings/preferences";
import { notify } from "@/components/ui/notify";
import { fetchJson } from "@/lib/http/fetch-json";
import { placesOf } from "./navigation";
import { askAnAdmin, type Reader } from "./reader";

/** One line of the palette. */
export type Choice = {
  key: string;
  group: string;
  title: string;
  detail?: string;
  icon?: LucideIcon;
  /** Why it cannot be chosen by this reader. */
  whyNot?: string;
  /** A page, or something that is done at once. */
  href?: string;
  run?: () => void;
};

/** Pages and actions that this reader has, in the order in which they are offered. */
export function commandsOf(reader: Reader): Choice[] {
  const pages = placesOf(reader).map(({ href, label, icon, key }): Choice => {
    return {
      key: `page ${href}`,
      group: "Pages",
      title: label,
      icon,
      href,
      ...(key && { detail: `g ${key}` }),
    };
  });
  return [...pages, ...actionsOf(reader)];
}

function actionsOf(reader: Reader): Choice[] {
  const group = "Actions";
  const others = reader.tenants.filter(({ partnerId }) => partnerId !== reader.partnerId);
  const check: Choice = {
    key: "check",
    group,
    title: "Check Changes",
    detail: "Looks for orders that no check has seen",
    icon: RefreshCw,
    run: () => void checkChanges(),
    ...(reader.may("sync.run") ? {} : { whyNot: askAnAdmin }),
  };
  return [
    ...(reader.may("partner.read") ? [check] : []),
    ...others.map(({ partnerId, tenantName }): Choice => {
      const run = () => void turnTo(partnerId);
      return {
        key: `tenant ${partnerId}`,
        group,
        title: `Switch to ${tenantName}`,
        icon: ArrowRightLeft,
        run,
      };
    }),
    ...(["light", "dark", "system"] as const).map((theme): Choice => {
      const run = () => setPreference("theme", theme);
      const title = `${theme.slice(0, 1).toUpperCase()}${theme.slice(1)} theme`;
      return { key: `theme ${theme}`, group, title, icon: SunMoon, run };
    }),
    { key: "sign out", group, title: "Sign out", icon: LogOut, run: signOut },
  ];
}

/** On every connection that works; what each found is said in a pop-up. */
async function checkChanges(): Promise<void> {
  try {
    const { connections } = await fetchJson<{ connections: { id: string; name: string; state: string }[] }>(
      "/api/v1/connections",
    );
    const working = connections.filter(({ state }) => state === "active");
    if (working.length === 0) {
      notify({ tone: "amber", text: "No connection works at the moment, so there is nothing to check." });
    }
    for (const { id, name } of working) {
      const body = { connectionId: id };
      const { message } = await fetchJson<{ message: string }>("/api/v1/sync-runs", { method: "POST", body });
      notify({ tone: "green", text: working.length === 1 ? message : `${name}: ${message}` });
    }
  } catch (error) {
    say(error);
  }
}

async function turnTo(partnerId: string): Promise<void> {
  try {
    await fetchJson("/api/v1/me/tenant", { method: "POST", body: { partnerId } });
    // A fresh page: nothing of the one company may stay on the screen of the other.
    window.location.assign("/");
  } catch (error) {
    say(error);
  }
}

const say = (error: unknown) =>
  notify({ tone: "red", text: error instanceof Error ? error.message : "That did not work. Try again." });

function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/v1/me/sign-out";
  document.body.append(form);
  form.submit();
}
