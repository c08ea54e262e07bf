import type { Verdict } from "./answer";
import { type Edition, judgeEdition } from "./content";

export type EditionItem<Item> = { index: number; key: string; edition: Edition; item: Item };

export type JudgedEditions<Item> = {
  verdicts: Map<number, Verdict>;
  /** The newest edition of each record that is new or has other content. */
  apply: Map<string, EditionItem<Item> & { isNew: boolean }>;
  /** Same content with a later `asOf`. */
  renew: Map<string, Edition>;
  /** Everything that is not known yet, late editions too. */
  keep: EditionItem<Item>[];
};

/** Judges the editions of a batch one after the other, each against what is stored and what came before it. */
export function judgeEditions<Item>(
  items: readonly EditionItem<Item>[],
  stored: ReadonlyMap<string, Edition>,
): JudgedEditions<Item> {
  const newest = new Map(stored);
  const judged: JudgedEditions<Item> = {
    verdicts: new Map(),
    apply: new Map(),
    renew: new Map(),
    keep: [],
  };
  for (const sent of items) {
    const judgement = judgeEdition(newest.get(sent.key), sent.edition);
    if (judgement === "new" || judgement === "newer" || judgement === "stale") judged.keep.push(sent);
    if (judgement === "stale" || judgement === "unchanged") {
      judged.verdicts.set(sent.index, { outcome: judgement });
      continue;
    }
    newest.set(sent.key, sent.edition);
    const applied = judged.apply.get(sent.key);
    if (judgement === "renewed") {
      judged.verdicts.set(sent.index, { outcome: "unchanged" });
      if (applied) applied.edition = sent.edition;
      else judged.renew.set(sent.key, sent.edition);
      continue;
    }
    judged.verdicts.set(sent.index, { outcome: "accepted" });
    judged.renew.delete(sent.key);
    judged.apply.set(sent.key, { ...sent, isNew: !stored.has(sent.key) });
  }
  return judged;
}
