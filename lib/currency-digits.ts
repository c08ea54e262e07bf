/**
 * Currencies whose minor unit is not a hundredth (ISO 4217). A table, not `Intl`: its digits are those of the spoken
 * currency (none for HUF and IQD, where ISO has 2 and 3) and change with the runtime, which would move the point in
 * amounts that are already stored.
 */
export const digitsOfOtherCurrencies: Readonly<Record<string, number>> = {
  ...digitsEach(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...digitsEach(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...digitsEach(4, "CLF UYW"),
};

export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`'${currency}' is not a currency code`);
  return digitsOfOtherCurrencies[currency] ?? 2;
}

/** Minor units with their point: -2323 with 2 digits is "-23.23". */
export function pointed(minor: bigint, digits: number): string {
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
}

function digitsEach(digits: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, digits]));
}
