import { type SQL, sql } from "drizzle-orm";
import { isCalendarDate } from "@/lib/dates";
import { AppError } from "@/lib/errors";
import type { Place } from "@/lib/http/paging";
import type { TaskSort } from "./task-sort";

type SortName = "number" | "effectiveDate" | "customer" | "type" | "money";

/** Each sort: its value as SQL, the type a cursor's text is read as, and what such a text looks like. */
const sorts: Record<SortName, { value: SQL; type: SQL; isValue: (text: string) => boolean }> = {
  number: { value: sql`t.number`, type: sql`bigint`, isValue: (text) => /^\d{1,15}$/.test(text) },
  effectiveDate: { value: sql`t.effective_date`, type: sql`date`, isValue: isCalendarDate },
  customer: { value: sql`lower(c.company_name)`, type: sql`text`, isValue: () => true },
  type: { value: sql`t.type`, type: sql`text`, isValue: () => true },
  // What has no amount comes last among the largest and first among the smallest.
  money: {
    value: sql`coalesce(m.recurring, m.one_time, '-Infinity')`,
    type: sql`numeric`,
    isValue: (text) => /^-?(\d{1,30}|Infinity)$/.test(text),
  },
};

function partsOf(sort: TaskSort) {
  const isDown = sort.startsWith("-");
  return { ...sorts[sort.replace("-", "") as SortName], isDown };
}

/** The value that a row's cursor carries, as text. */
export const cursorValue = (sort: TaskSort): SQL => sql`(${partsOf(sort).value})::text`;

export function orderOf(sort: TaskSort): SQL {
  const { value, isDown } = partsOf(sort);
  return isDown ? sql`${value} desc, t.id desc` : sql`${value}, t.id`;
}

/** Rows behind a place of the same sort. Throws `invalid` for a place of another one. */
export function behind(sort: TaskSort, { value: text, id }: Place): SQL {
  const { value, type, isValue, isDown } = partsOf(sort);
  const given = text.startsWith(`${sort}:`) ? text.slice(sort.length + 1) : undefined;
  if (given === undefined || !isValue(given)) {
    throw new AppError("invalid", "The cursor is not one of this list. Start again without it.", {
      fields: [{ field: "cursor", code: "unknown_value", message: "cursor is not one of this list" }],
    });
  }
  const place = sql`((${given})::${type}, ${id}::uuid)`;
  return isDown ? sql`(${value}, t.id) < ${place}` : sql`(${value}, t.id) > ${place}`;
}
