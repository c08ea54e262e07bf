import { route } from "@/lib/http/route";
import { chooseContracts } from "@/lib/mappings/choose-contracts";
import { chosenContracts, contractChoices } from "@/lib/mappings/customer-map-wire";

export const PUT = route(
  {
    permission: "mapping.edit",
    summary: "Puts all that a customer holds of one cycle and currency on one contract, or on none",
    body: contractChoices,
    answer: chosenContracts,
  },
  ({ ctx, body }) => chooseContracts(ctx, body),
);
