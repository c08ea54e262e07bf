import type { z } from "zod";
import type { customerItem, orderItem, orderLine, productItem, subscriptionItem } from "@/lib/ingest/schemas";

/** What the vendor's machines would send: the story speaks the public contract of the ingest API. */
export type ProductDocument = z.input<typeof productItem>;
export type CustomerDocument = z.input<typeof customerItem>;
export type SubscriptionDocument = z.input<typeof subscriptionItem>;
export type OrderDocument = z.input<typeof orderItem>;
export type OrderLineDocument = z.input<typeof orderLine>;
