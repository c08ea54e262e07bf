import type { ContractRig } from "../contract-rig";
import { autotask } from "./index";
import { credentialsOf, smallWorld } from "./test-world";

const user = "contract@partner.example";

const fault = (add: Record<string, unknown>): ContractRig["loseAnswer"] => {
  return (sandbox) => sandbox.control(user, "faults", { add: [add] });
};

export const autotaskRig: ContractRig = {
  provider: autotask,
  records: {
    company: "10",
    contract: "7",
    line: "70",
    item: "5",
    otherItem: "12",
    nothing: "4711",
    window: { fromDate: "2026-02-15", toDate: "2026-05-14" },
    openDay: "2026-03-17",
    nextDay: "2026-04-15",
  },
  async freshDoor(sandbox) {
    const { services, ...world } = smallWorld();
    const more = { id: 12, name: "Mail Archive", periodType: 2, unitPrice: 3, unitCost: 2 };
    await sandbox.control(user, "world", {
      ...world,
      services: [...(services as unknown[]), more],
      billingCodes: [
        { id: 1, name: "Recurring Services" },
        { id: 2, name: "One-time charges", useType: 3 },
      ],
    });
    return sandbox.door(credentialsOf(user));
  },
  wrongCredentials: (right) => ({ ...right, secret: "wrong" }),
  emptyLog: (sandbox) => sandbox.control(user, "requests", {}),
  requests: async (sandbox) => (await sandbox.requests(user)).length,
  loseAnswer: fault({ kind: "after-write", writes: true, count: 1 }),
  loseRequest: fault({ kind: "before-write", writes: true, count: 1 }),
  talkNonsense: fault({ kind: "html-200", count: null }),
};
