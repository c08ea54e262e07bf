/** What shares of the PSA's hour come to: the least, the most and every ten per cent between. */
export function callShareExamples(callsPerHour: number): Record<string, string> {
  const shares = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  return Object.fromEntries(
    shares.map((pct) => {
      const ours = Math.floor((callsPerHour * pct) / 100);
      return [
        String(pct),
        `${grouped(ours)} of ${grouped(callsPerHour)} calls an hour are ours at most; ${grouped(callsPerHour - ours)} stay free for your other integrations.`,
      ];
    }),
  );
}

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
