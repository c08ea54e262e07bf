import { productTitle } from "@/lib/products/product";
import type { Vocabulary } from "@/lib/psa/connector";
import { cycleWord } from "./cycle-words";
import { itemMisfit } from "./item-fit";
import { perMonth } from "./monthly-product-money";
import type { ProductRowFacts } from "./product-rows-query";

/** How a product stands: what the screen says of it in a word. */
export type ProductStanding = "mapped" | "item_problem" | "unmapped" | "not_held" | "free";

/** A product as the Products screen shows it; without what is only read to judge it. */
export function viewOfProduct(facts: ProductRowFacts, words: Vocabulary) {
  const { item: _item, money, familyCode, familyName, mappingId: _id, ...shown } = facts;
  const item = facts.state === "mapped" && facts.psaItemId !== null ? viewOfItem(facts, words) : null;
  return {
    ...shown,
    family: { code: familyCode, name: familyName },
    title: productTitle(facts),
    money: perMonth(money),
    standing: standingOf(facts, item?.problem ?? null),
    item,
  };
}

function standingOf(
  { state, customers }: Pick<ProductRowFacts, "state" | "customers">,
  problem: string | null,
): ProductStanding {
  if (state === "free" || state === "do_not_map") return "free";
  if (state === "mapped") return problem === null ? "mapped" : "item_problem";
  return customers > 0 ? "unmapped" : "not_held";
}

export type ProductView = ReturnType<typeof viewOfProduct>;

function viewOfItem({ psaItemId, item, ...product }: ProductRowFacts, words: Vocabulary) {
  const kind = words.catalogItem.toLowerCase();
  if (!item || item.isGone) {
    const name = item ? `'${item.name}'` : `The ${kind} ${psaItemId}`;
    const problem = `${name} is no longer in ${words.psa}'s list. Choose another ${kind}.`;
    return {
      psaItemId: psaItemId ?? "",
      name: item?.name ?? null,
      cycleWord: null,
      unitPrice: null,
      problem,
    };
  }
  return {
    psaItemId: item.psaItemId,
    name: item.name,
    cycleWord: cycleWord(item.cycle),
    unitPrice: item.unitPrice,
    problem: itemMisfit(item, product, words) ?? null,
  };
}
