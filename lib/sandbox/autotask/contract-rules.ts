import type { Json, Row } from "../table";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { RECURRING_SERVICE } from "./picklists";
import { isPosted, LINE_KINDS, linesOf, POSTED_TEXT, recut, unitsOf } from "./recurring-line";
import { type ContractRow, rowsOf } from "./rows";
import { type EntityRules, type Members, numberOf, textOf, type Writing } from "./rules";

/** Contracts: dates in order, a period type where services recur, and unit rows that follow the end date. */
export const contractRules: EntityRules = {
  fill({ now }: Writing, members: Members): Record<string, Json> {
    refuseBackwardDates(textOf(members, "startDate"), textOf(members, "endDate"));
    if (
      numberOf(members, "contractType") === RECURRING_SERVICE &&
      numberOf(members, "contractPeriodType") === null
    ) {
      throw new AutotaskRefusal("Missing required field: contractPeriodType (Contract Period Type).");
    }
    return { lastModifiedDateTime: now };
  },
  change({ world, now }: Writing, before: Row, after: Row): Record<string, Json> {
    const [was, is] = [before as ContractRow, after as ContractRow];
    refuseBackwardDates(is.startDate, is.endDate);
    if (
      was.startDate !== is.startDate &&
      LINE_KINDS.some((kind) => linesOf(world, kind, was.id).length > 0)
    ) {
      throw new AutotaskRefusal("The startDate of a Contract with services cannot be changed.");
    }
    if (is.endDate < was.endDate) refusePostedAfter(world, is);
    return { lastModifiedDateTime: now };
  },
  stored({ world }: Writing, row: Row, before: Row | undefined): void {
    const [was, is] = [before as ContractRow | undefined, row as ContractRow];
    if (was && was.endDate !== is.endDate) followEndDate(world, is);
  },
};

function refuseBackwardDates(start: string | null, end: string | null): void {
  if (start !== null && end !== null && end < start)
    throw new AutotaskRefusal("endDate must not be before startDate.");
}

function refusePostedAfter(world: World, contract: ContractRow): void {
  const isInTheWay = LINE_KINDS.some((kind) =>
    linesOf(world, kind, contract.id).some((line) =>
      unitsOf(world, kind, line.id).some((row) => isPosted(row) && row.endDate > contract.endDate),
    ),
  );
  if (isInTheWay) throw new AutotaskRefusal(POSTED_TEXT);
}

/** Shortening drops what was planned after the end; extending goes on with what holds on the last day. */
function followEndDate(world: World, contract: ContractRow): void {
  for (const kind of LINE_KINDS) {
    const adjustments = rowsOf(world, kind.adjustments);
    for (const one of adjustments.by("contractID", contract.id)) {
      if (one.effectiveDate > contract.endDate) adjustments.delete(one.id);
    }
    for (const line of linesOf(world, kind, contract.id)) recut(world, kind, line);
  }
}
