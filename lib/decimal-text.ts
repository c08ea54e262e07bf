/** "12.500000" and "0012.5" become "12.5"; "-0.00" becomes "0". Text in, text out: no rounding, no floating point. */
export function canonicalDecimal(text: string): string {
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) throw new RangeError(`'${text}' is not a decimal`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return digits === "0" ? "0" : `${sign}${digits}`;
}
