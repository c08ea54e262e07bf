/** How a locale writes numbers. Groups are told from the right: "12,34,567" has a first of 3 and later ones of 2. */
export type NumberMarks = {
  readonly digits: string;
  readonly point: string;
  readonly minus: string;
  readonly group: string;
  readonly firstGroup: number;
  readonly laterGroup: number;
  /** Whole digits from which on there are groups: 4 in "1,234", 5 in "1234" and "12.345". */
  readonly groupsFrom: number;
};

const known = new Map<string, NumberMarks>();

/**
 * Marks of a locale. The server asks `Intl` and sends them with the page (`learnNumberMarks`): a browser's first number
 * format takes it 10 to 20 ms, and its idea of a locale may be another than the server's.
 */
export function numberMarksOf(locale: string): NumberMarks {
  const marks = known.get(locale) ?? askIntl(locale);
  known.set(locale, marks);
  return marks;
}

export function learnNumberMarks(locale: string, marks: NumberMarks): void {
  known.set(locale, marks);
}

function askIntl(locale: string): NumberMarks {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 });
  const parts = format.formatToParts(-1_234_567_890);
  const mark = (type: Intl.NumberFormatPartTypes, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  const groups = parts.filter(({ type }) => type === "integer").map(({ value }) => value.length);
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const isGrouped = format.formatToParts(1234).some(({ type }) => type === "group");
  return {
    digits: plain.format(9_876_543_210).split("").reverse().join(""),
    point: mark("decimal", "."),
    minus: parts
      .slice(
        0,
        parts.findIndex(({ type }) => type === "integer"),
      )
      .map(({ value }) => value)
      .join(""),
    group: mark("group", ""),
    firstGroup: groups.at(-1) ?? 3,
    laterGroup: groups.at(-2) ?? 3,
    groupsFrom: isGrouped ? 4 : 5,
  };
}

/** A plain decimal ("-1043.08") as these marks write it; none of its digits is lost or rounded. */
export function written(decimal: string, marks: NumberMarks): string {
  const isNegative = decimal.startsWith("-");
  const [whole = "0", fraction] = (isNegative ? decimal.slice(1) : decimal).split(".");
  const text = grouped(whole, marks) + (fraction ? marks.point + fraction : "");
  const local =
    marks.digits === "0123456789" ? text : text.replace(/\d/g, (digit) => marks.digits.charAt(Number(digit)));
  return isNegative ? marks.minus + local : local;
}

function grouped(whole: string, { group, groupsFrom, firstGroup, laterGroup }: NumberMarks): string {
  if (whole.length < groupsFrom) return whole;
  const parts = [whole.slice(-firstGroup)];
  for (let rest = whole.slice(0, -firstGroup); rest !== ""; rest = rest.slice(0, -laterGroup)) {
    parts.unshift(rest.slice(-laterGroup));
  }
  return parts.join(group);
}
