import { z } from "zod";
import { changeCustomerAutomation, getCustomerAutomation } from "@/lib/automation/customer-automation";
import { customerAutomation, customerAutomationBody } from "@/lib/automation/wire";
import { route } from "@/lib/http/route";

const params = z.object({ customerId: z.uuid() });

export const GET = route(
  {
    permission: "partner.read",
    summary: "Shows how far changes of a customer go without a person, and where that is chosen",
    params,
    answer: customerAutomation,
  },
  ({ ctx, params }) => getCustomerAutomation(ctx, params),
);

export const PUT = route(
  {
    permission: "automation.edit",
    summary: "Chooses a customer's own automation level, or takes the choice back",
    params,
    body: customerAutomationBody,
    answer: customerAutomation,
  },
  ({ ctx, params, body }) => changeCustomerAutomation(ctx, { ...params, ...body }),
);
