import { route } from "@/lib/http/route";
import { customerMapTotals } from "@/lib/mappings/customer-map-wire";
import { getCustomerMapTotals } from "@/lib/mappings/get-customer-map-totals";

export const GET = route(
  {
    permission: "partner.read",
    summary: "Counts customers by state of mapping, with their money of a month",
    answer: customerMapTotals,
  },
  ({ ctx }) => getCustomerMapTotals(ctx),
);
