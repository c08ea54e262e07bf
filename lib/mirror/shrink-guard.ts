/** A list that lost more than this share of its rows since the last reading is not believed. */
const MAX_GONE_PCT = 20;

/**
 * Why a reading is not believed, or undefined when it is: an outage, a lost right or a cut answer looks like deleted
 * records, and absence is never an instruction. 100 known, 79 of them answered: 21 % gone, refused; 80: taken.
 */
export function shrinkProblem(list: string, known: number, gone: number): string | undefined {
  if (gone * 100 <= known * MAX_GONE_PCT) return undefined;
  return (
    `Of ${known} ${list} ${gone} no longer answer. Nothing was changed; check the rights of the API user, ` +
    "or accept the smaller list."
  );
}
