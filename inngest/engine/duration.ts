const unitMs: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
};

/** Milliseconds of a duration as the SDK writes it: "1d2h30m", "90s", "" for none. `undefined` when it is not one. */
export function durationMs(text: string): number | undefined {
  if (!/^(\d+[wdhms])*$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([wdhms])/g)) {
    total += Number.parseInt(amount ?? "0", 10) * (unitMs[unit ?? ""] ?? 0);
  }
  return total;
}
