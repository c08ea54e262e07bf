import type { StoryDays } from "@/db/seed/days";
import { type CustomerPlan, productsOf, type StoryPlan } from "./story-plan";

/** Numbers of the story's records in its PSA, by their place in the plan. */
export const psaIds = {
  company: (index: number) => 1021 + index,
  contract: (index: number) => 2051 + index,
  service: (index: number) => 311 + index,
  line: (index: number) => 5071 + index,
};

/** The story's customers, products and contracts as the sandbox makes a world of them. */
export function worldDefinition(
  plan: StoryPlan,
  { secret, began, days }: { secret: string; began: Date; days: StoryDays },
): object {
  return {
    secret,
    trackingIds: ["LARKSPURCLOUDSANDBOX0000001"],
    currency: "GBP",
    clock: { set: began.toISOString() },
    companies: plan.customers.map((each, index) => ({
      id: psaIds.company(index),
      companyName: each.name,
      companyType: each.companyType === "Lead" ? 2 : 1,
      countryID: 234,
    })),
    services: productsOf(plan).map((product, index) => ({
      id: psaIds.service(index),
      name: product.name,
      periodType: 2,
      unitPrice: Number.parseFloat(product.price),
      unitCost: Number.parseFloat(product.cost),
    })),
    contracts: plan.customers.flatMap((each, index) =>
      each.contract === "none"
        ? []
        : [
            {
              id: psaIds.contract(index),
              companyID: psaIds.company(index),
              contractName: `Contract ${each.name}`,
              contractPeriodType: each.contract === "quarterly" ? 3 : 2,
              startDate: days.contractStart,
              endDate: days.contractEnd,
              services: each.held ? [standing(plan, each, index)] : [],
            },
          ],
    ),
  };
}

function standing(plan: StoryPlan, { held, product = 0 }: CustomerPlan, index: number): object {
  const { price, cost } = productsOf(plan)[product] ?? { price: "0", cost: "0" };
  return {
    id: psaIds.line(index),
    serviceID: psaIds.service(product),
    units: held,
    unitPrice: Number.parseFloat(price),
    unitCost: Number.parseFloat(cost),
  };
}
