import { get } from "node:http";

/**
 * Milliseconds from asking to the first byte of the answer; returns when the whole answer is there, so that a page that
 * still streams does not compete with the next question.
 */
function firstByte(url: string, cookie: string): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, accept: "text/html" }, agent: false }, (answer) => {
      let first = Number.NaN;
      answer.once("data", () => {
        first = performance.now() - began;
      });
      answer.once("end", () => resolve(first));
      answer.once("error", reject);
      answer.resume();
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}.`));
    }).once("error", reject);
  });
}

export type Ttfb = { p95: number; helloP95: number };

/** Screen and hello page in turns, so that both meet the same machine. */
export async function measureTtfb(
  url: string,
  helloUrl: string,
  cookie: string,
  rounds: number,
): Promise<Ttfb> {
  for (const warm of [url, helloUrl, url, helloUrl]) await firstByte(warm, cookie);
  const [own, hello]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < rounds; turn += 1) {
    own.push(await firstByte(url, cookie));
    hello.push(await firstByte(helloUrl, cookie));
  }
  return { p95: p95(own), helloP95: p95(hello) };
}

export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
}
