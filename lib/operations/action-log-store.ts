import { and, desc, eq, sql } from "drizzle-orm";
import { operations } from "@/db/schema/operations";
import { planLines } from "@/db/schema/plans";
import type { Tx } from "@/lib/auth/context";
import type { OperationRow } from "./store";

export type LoggedOperation = OperationRow & { customerName: string; productName: string };

/** Newest first, by keyset; names as the plan cached them. */
export async function listLoggedOperations(
  tx: Tx,
  filter: {
    planId?: string;
    customerId?: string;
    connectionId?: string;
    operationId?: string;
    state?: OperationRow["state"];
    after?: { at: Date; id: string };
    limit: number;
  },
): Promise<LoggedOperation[]> {
  const { planId, customerId, connectionId, operationId, state, after } = filter;
  const rows = await tx.db
    .select({ operation: operations, line: planLines.line })
    .from(operations)
    .innerJoin(
      planLines,
      and(eq(planLines.partnerId, operations.partnerId), eq(planLines.id, operations.planLineId)),
    )
    .where(
      and(
        eq(operations.partnerId, tx.ctx.partnerId),
        planId ? eq(operations.planId, planId) : undefined,
        customerId ? eq(operations.customerId, customerId) : undefined,
        connectionId ? eq(operations.connectionId, connectionId) : undefined,
        operationId ? eq(operations.id, operationId) : undefined,
        state ? eq(operations.state, state) : undefined,
        after
          ? sql`(${operations.createdAt}, ${operations.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(filter.limit);
  return rows.map(({ operation, line }) => {
    const { subject } = line as { subject: { customerName: string; productName: string } };
    return { ...operation, customerName: subject.customerName, productName: subject.productName };
  });
}
