import { jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, partnerSide } from "./columns";

/** What took long to add up, as it was when last added up: a page opens with it and asks anew at once. */
export const keptSums = partnerSide(
  pgTable(
    "kept_sums",
    {
      partnerId: uuid("partner_id").notNull(),
      name: text().notNull(),
      addedUpAt: instant("added_up_at").notNull(),
      value: jsonb().notNull(),
    },
    (t) => [primaryKey({ columns: [t.partnerId, t.name] })],
  ),
);
