import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { likeText } from "@/lib/like-text";
import { taskName } from "@/lib/sync/sync-task";
import { findHits, type HitKind, type HitRow } from "./search-query";

/** Something that bears the text, and where it is looked at. */
export type Hit = { kind: HitKind; id: string; title: string; detail: string; href: string };

const perKind = 8;

/** What the partner has of this name or id: customers, products, subscriptions, tasks, in this order. */
export async function search(ctx: Ctx, input: { text: string }): Promise<{ hits: Hit[] }> {
  requirePermission(ctx, "partner.read");
  const text = input.text.trim();
  if (text === "") return { hits: [] };
  const number = /^(?:t-?)?0*(\d{1,9})$/i.exec(text)?.[1];
  const wanted = {
    pattern: likeText(text),
    taskNumber: number === undefined ? undefined : Number.parseInt(number, 10),
    perKind,
  };
  const rows = await ctx.transaction((tx) => findHits(tx, wanted));
  return { hits: rows.map(hitOf) };
}

function hitOf({ kind, id, name, detail, customer, number, sentence }: HitRow): Hit {
  switch (kind) {
    case "customer":
      return { kind, id, title: name, detail, href: `/customer-map?${searchFor(name)}` };
    case "product":
      return { kind, id, title: name, detail, href: `/products?${searchFor(name)}` };
    case "subscription": {
      const href = `/customer-map?${searchFor(customer ?? "")}`;
      return { kind, id, title: name, detail: `${customer}, ${detail}`, href };
    }
    case "task": {
      const title = `${taskName(number ?? 0)} ${customer}`;
      return { kind, id, title, detail: `${detail}: ${sentence ?? ""}`, href: `/sync/wizard/${id}` };
    }
  }
}

const searchFor = (name: string): string => `search=${encodeURIComponent(name)}`;
