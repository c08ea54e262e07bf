import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { canonicalText, toJson } from "@/lib/json";
import { announce } from "@/lib/outbox/announce";
import type { BatchResult, Refusal } from "./batch";
import { judgeProductRow, loadProductFacts } from "./judge-product-row";
import { auditOfProduct } from "./mapping-audit";
import type { ProductMapping } from "./mapping-query";
import { lockMappings } from "./save-lock";
import { makeLinesDormant, releaseLinesOfOtherItems, reviveLines, saveProductMapping } from "./store";

/** One row of the Products screen as saved: an item of the PSA's catalogue, or "never synced" with a reason. */
export type ProductRow = {
  productId: string;
  /** Of the mapping as the person saw it; needed to change one that is mapped already. */
  version?: number;
} & (
  | {
      state: "mapped";
      psaItemId: string;
      /** Units of the item for one unit of the product; default 1. */
      factor?: string;
      /** What the flat fee includes; written is what lies above. Left out: as before; `null`: none any more. */
      allowance?: string | null;
      minimum?: string | null;
      driver?: "orders" | "usage";
    }
  | { state: "free"; reason: string }
);

/**
 * Maps many products of one connection, or sets them free, in one go: good rows are saved, the others named.
 * Checked per row: the item is in the catalogue as last read, no bundle, active, billed in the product's cycle,
 * and used by no other product. Announces `mapping/changed`.
 */
export async function confirmProductMappings(
  ctx: Ctx,
  input: { connectionId: string; rows: readonly ProductRow[] },
): Promise<BatchResult<ProductMapping>> {
  requirePermission(ctx, "mapping.edit");
  if (input.rows.some(setsAmounts)) requirePermission(ctx, "automation.edit");
  return ctx.transaction(async (tx) => {
    await lockMappings(tx);
    const facts = await loadProductFacts(tx, input);
    const result: BatchResult<ProductMapping> = { saved: [], rejected: [] };
    let changes = 0;
    for (const [index, row] of input.rows.entries()) {
      const judged = judgeProductRow(row, facts);
      if (isRefusal(judged)) {
        result.rejected.push({ index, ...judged });
        continue;
      }
      if (judged.before && isUnchanged(judged.before, judged.values)) {
        result.saved.push(judged.before);
        continue;
      }
      const mapping = await saveProductMapping(tx, {
        connectionId: input.connectionId,
        productId: row.productId,
        ...judged.values,
      });
      await followProduct(tx, mapping);
      await recordAudit(tx, auditOfProduct(judged.before, mapping));
      facts.note(mapping, judged.productName);
      result.saved.push(mapping);
      changes++;
    }
    if (changes > 0) {
      await announce(tx, {
        name: "mapping/changed",
        data: { partnerId: tx.ctx.partnerId, connectionId: input.connectionId },
      });
    }
    return result;
  });
}

/** Allowances and minimums decide what is billed; they are an admin's. */
const setsAmounts = (row: ProductRow): boolean =>
  row.state === "mapped" && (row.allowance !== undefined || row.minimum !== undefined);

const isRefusal = (judged: object): judged is Refusal => "code" in judged;

function isUnchanged(before: ProductMapping, values: Partial<ProductMapping>): boolean {
  return (Object.keys(values) as (keyof ProductMapping)[]).every(
    (name) => canonicalText(toJson(before[name])) === canonicalText(toJson(values[name])),
  );
}

/** What hangs on the pair: lines of another item are let go, lines of the same item live again. */
async function followProduct(tx: Tx, mapping: ProductMapping): Promise<void> {
  const whose = { connectionId: mapping.connectionId, productId: mapping.productId };
  if (mapping.state === "mapped" && mapping.psaItemId !== null) {
    await releaseLinesOfOtherItems(tx, { ...whose, psaItemId: mapping.psaItemId });
    await reviveLines(tx, whose);
  } else {
    await makeLinesDormant(tx, whose);
  }
}
