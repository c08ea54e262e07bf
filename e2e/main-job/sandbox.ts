import { UnexpectedAnswer } from "@/db/seed/portal";

export type UnitRow = { startDate: string; endDate: string; periodStart: string; units: number };
export type WorldLine = {
  id: number;
  contractID: number;
  serviceID: number;
  units: UnitRow[];
  adjustments: { effectiveDate: string; unitChange: number; by: string }[];
};
export type LoggedRequest = { method: string; path: string; status: number };

/** What the PSA received, read from the sandbox's own books: the grid of units and the log of requests. */
export class SandboxWorld {
  readonly #base: string;

  constructor(sandboxUrl: string, userName: string) {
    this.#base = `${sandboxUrl}/_sandbox/worlds/${encodeURIComponent(userName)}`;
  }

  async make(definition: object): Promise<void> {
    await this.#ask("POST", "world", definition);
  }

  async lines(contractId: number): Promise<WorldLine[]> {
    const { lines } = await this.#ask<{ lines: WorldLine[] }>(
      "GET",
      `world?only=lines&contract=${contractId}`,
    );
    return lines;
  }

  /** Units of a contract's only line on a date; 0 where it has none. */
  async unitsOn(contractId: number, date: string): Promise<number> {
    const [line] = await this.lines(contractId);
    return line?.units.find((row) => row.startDate <= date && date <= row.endDate)?.units ?? 0;
  }

  async adjustments(): Promise<LoggedRequest[]> {
    const { requests } = await this.#ask<{ requests: LoggedRequest[] }>(
      "GET",
      "requests?writes=true&limit=500",
    );
    return requests.filter((request) => request.path.includes("Adjustments"));
  }

  async forgetRequests(): Promise<void> {
    await this.#ask("POST", "requests", {});
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#base}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new UnexpectedAnswer(method, path, answer.status, text);
    return JSON.parse(text) as T;
  }
}
