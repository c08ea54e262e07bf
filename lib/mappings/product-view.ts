import { productTitle } from "@/lib/products/product";
import type { Vocabulary } from "@/lib/psa/connector";
import { cycleWord } from "./cycle-words";
import { itemMisfit } from "./item-fit";
import { perMonth } from "./monthly-product-money";
import type { ProductRowFacts } from "./product-rows-query";

/** A product as the Products screen shows it. */
export function viewOfProduct(facts: ProductRowFacts, words: Vocabulary) {
  const { item, money, familyCode, familyName, mappingId: _, ...shown } = facts;
  const isOpen = facts.state !== "mapped" && facts.state !== "free" && facts.state !== "do_not_map";
  return {
    ...shown,
    family: { code: familyCode, name: familyName },
    title: productTitle(facts),
    money: perMonth(money),
    isUnmapped: isOpen,
    item: facts.state === "mapped" && facts.psaItemId !== null ? viewOfItem(facts, words) : null,
  };
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
