import { customers } from "./brightwater/customers";
import { mappings, type StoryMappings } from "./brightwater/mappings";
import { type StorySubscription, trade } from "./brightwater/subscriptions";
import { apiUser, contractStart, trackingId, world } from "./brightwater/world";
import { catalogue } from "./catalogue";
import { storyDays } from "./days";
import type { CustomerDocument, OrderDocument, ProductDocument, SubscriptionDocument } from "./documents";
import { brightwater, cascade, fjordlys, type StoryPartner, type StoryVendor, vendor } from "./people";

export type Story = {
  /** The seed instant, to which every date is relative. */
  instant: Date;
  vendor: StoryVendor;
  partners: readonly StoryPartner[];
  trackingId: string;
  /** Documents for the ingest API, in an order in which nothing has to wait. */
  products: readonly ProductDocument[];
  customers: readonly CustomerDocument[];
  orders: readonly OrderDocument[];
  /** What is true of subscriptions beyond their orders. */
  subscriptions: readonly SubscriptionDocument[];
  connection: {
    partner: StoryPartner;
    provider: "autotask";
    name: string;
    userName: string;
    secret: string;
    /** What the PSA holds, as the sandbox takes it. */
    world: ReturnType<typeof world>;
    mappings: StoryMappings;
    held: readonly StorySubscription[];
  };
};

/**
 * The whole demo for one instant: a pure function, so that every day of the year tells the same. Each partner's dates
 * are in its own zone and hang on contract periods: the current one began 16 days before, unless the story says
 * otherwise.
 */
export function story(instant: Date): Story {
  const days = storyDays(instant, brightwater.timeZone);
  const { orders, subscriptions, documents } = trade(days, (key) => contractStart(key, days));
  const asOf = days.at(days.today);
  return {
    instant,
    vendor,
    partners: [brightwater, cascade, fjordlys],
    trackingId,
    products: catalogue(days.monthStart, asOf),
    customers: customers(asOf),
    orders,
    subscriptions: documents,
    connection: {
      partner: brightwater,
      provider: "autotask",
      name: "Autotask - UK",
      ...apiUser,
      world: world(days),
      mappings: mappings(subscriptions),
      held: subscriptions,
    },
  };
}
