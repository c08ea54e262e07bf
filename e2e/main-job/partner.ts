import { setTimeout as pause } from "node:timers/promises";
import type { Portal } from "@/db/seed/portal";
import { cases, companyId, contractId, type Stage, serviceId } from "./stage";

export type Task = {
  id: string;
  number: number;
  type: string;
  direction: string | null;
  state: string;
  sentence: string;
  customerName: string;
};
export type PlanLine = {
  customerId: string | null;
  type: string;
  sentence: string;
  subject: { customerName: string };
  steps: { effectiveDate: string; quantity: string; undo: { sentence: string } }[];
  refusals: { sentence: string }[];
  remainders: { sentence: string }[];
  state: string;
};
export type Plan = {
  id: string;
  hash: string;
  state: string;
  headline: string;
  totals: { lines: number; writes: number };
  lines: PlanLine[];
};
type Operation = { id: string; customerId: string | null; kind: string };
type Listed = { id: string; vendorCustomerId: string; vendorSubscriptionId: string; sku: string };

/** The partner's admin at work, over HTTP. */
export class PartnerAdmin {
  readonly #portal: Portal;
  readonly #stage: Stage;
  #connectionId = "";

  constructor(portal: Portal, stage: Stage) {
    this.#portal = portal;
    this.#stage = stage;
  }

  /** Tests the credentials, saves the connection, and waits until the PSA's lists are read. */
  async connect(): Promise<string> {
    const credentials = this.#stage.apiUser;
    const wanted = { provider: "autotask", credentials };
    const { steps } = await this.#portal.post<{ steps: { step: string; state: string }[] }>(
      "/api/v1/connections/test",
      wanted,
    );
    const saved = await this.#portal.post<{ connectionId: string }>("/api/v1/connections", wanted);
    this.#connectionId = saved.connectionId;
    await until("the PSA's catalogue is read", async () => {
      const path = `/api/v1/connections/${this.#connectionId}/catalog-items`;
      const { items } = await this.#portal.get<{ items: unknown[] }>(path);
      return items.length >= 2 ? true : undefined;
    });
    return steps.map(({ step, state }) => `${step} ${state}`).join(", ");
  }

  async map(kind: "customers" | "products" | "contracts"): Promise<number> {
    const rows =
      kind === "customers"
        ? await this.#customers()
        : kind === "products"
          ? await this.#products()
          : await this.#contracts();
    const body = { connectionId: this.#connectionId, rows };
    const answer = await this.#portal.put<{ saved: unknown[]; rejected: unknown[] }>(
      `/api/v1/mappings/${kind}`,
      body,
    );
    if (answer.rejected.length > 0) throw new Error(`Not mapped: ${JSON.stringify(answer.rejected)}`);
    return answer.saved.length;
  }

  async checkChanges(): Promise<string> {
    const body = { connectionId: this.#connectionId };
    return (await this.#portal.post<{ message: string }>("/api/v1/sync-runs", body)).message;
  }

  async tasks(...states: string[]): Promise<Task[]> {
    const { tasks } = await this.#portal.get<{ tasks: Task[] }>(
      `/api/v1/sync-tasks?limit=100${states.length > 0 ? `&states=${states.join(",")}` : ""}`,
    );
    return tasks;
  }

  async plan(tasks: readonly Task[]): Promise<Plan> {
    const taskIds = tasks.map(({ id }) => id);
    const { plan, leftOut } = await this.#portal.post<{ plan: Plan; leftOut: unknown[] }>("/api/v1/plans", {
      taskIds,
    });
    if (leftOut.length > 0) throw new Error(`Left out of the plan: ${JSON.stringify(leftOut)}`);
    return plan;
  }

  /** The plan that takes one line's write back; nothing is written before it is approved. */
  async planUndo(planId: string, line: PlanLine): Promise<Plan> {
    const { operations } = await this.#portal.get<{ operations: Operation[] }>(
      `/api/v1/operations?planId=${planId}`,
    );
    const write = operations.find(
      ({ customerId, kind }) => customerId === line.customerId && kind === "set_line_quantity",
    );
    if (!write) throw new Error(`The Action Log has no write for ${line.subject.customerName}.`);
    return this.#portal.post<Plan>(`/api/v1/operations/${write.id}/undo`, {});
  }

  /** Approves a plan as it was read and waits until everything in it has come to an end. */
  async approve(plan: Plan): Promise<Plan> {
    await this.#portal.post(`/api/v1/plans/${plan.id}/approve`, { hash: plan.hash });
    return until(`plan ${plan.id} is finished`, async () => {
      const now = await this.#portal.get<Plan>(`/api/v1/plans/${plan.id}`);
      return now.state === "finished" ? now : undefined;
    });
  }

  async #customers(): Promise<object[]> {
    const { customers } = await this.#portal.get<{ customers: Listed[] }>("/api/v1/customers?limit=200");
    return cases.map(({ name }, index) => ({
      customerId: idOf(customers, (each) => each.vendorCustomerId === `${this.#stage.run}-${name}`),
      state: "mapped",
      psaCompanyId: String(companyId(index)),
    }));
  }

  async #products(): Promise<object[]> {
    const { products } = await this.#portal.get<{ products: Listed[] }>("/api/v1/products?limit=200");
    return (["licence", "usage"] as const).map((kind) => ({
      productId: idOf(products, (each) => each.sku === `MJ-${this.#stage.run}-${kind}`),
      state: "mapped",
      psaItemId: String(serviceId[kind]),
      driver: kind === "usage" ? "usage" : "orders",
    }));
  }

  async #contracts(): Promise<object[]> {
    const { subscriptions } = await this.#portal.get<{ subscriptions: Listed[] }>(
      "/api/v1/subscriptions?limit=200",
    );
    const rows: object[] = [];
    for (const [index, { name }] of cases.entries()) {
      const found = subscriptions.find(
        (each) => each.vendorSubscriptionId === `SUB-${this.#stage.run}-${name}`,
      );
      if (!found) continue;
      const company = `psaCompanyId=${companyId(index)}`;
      await this.#portal.get(`/api/v1/connections/${this.#connectionId}/contracts?${company}`);
      rows.push({ subscriptionId: found.id, psaContractId: String(contractId(index)) });
    }
    return rows;
  }
}

function idOf(records: readonly Listed[], isIt: (record: Listed) => boolean): string {
  const found = records.find(isIt);
  if (!found) throw new Error("The portal does not list a record that was sent.");
  return found.id;
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`It took more than 60 s until ${what}.`);
}
