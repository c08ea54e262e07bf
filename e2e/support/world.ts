import { UnexpectedAnswer } from "@/db/seed/portal";

export type UnitRow = { startDate: string; endDate: string; periodStart: string; units: number };
export type WorldLine = {
  id: number;
  contractID: number;
  serviceID: number;
  units: UnitRow[];
  adjustments: { effectiveDate: string; unitChange: number; by: string }[];
};
export type LoggedRequest = { method: string; path: string; status: number; operation: string | null };

/** One PSA of the sandbox, asked and changed behind the portal's back: its unit grid, its request log, its faults. */
export class World {
  readonly #base: string;

  constructor(sandboxUrl: string, userName: string) {
    this.#base = `${sandboxUrl}/_sandbox/worlds/${encodeURIComponent(userName)}`;
  }

  async make(definition: object): Promise<void> {
    await this.#ask("POST", "world", definition);
  }

  async lines(contractId: string | number): Promise<WorldLine[]> {
    const { lines } = await this.#ask<{ lines: WorldLine[] }>(
      "GET",
      `world?only=lines&contract=${contractId}`,
    );
    return lines;
  }

  /** Units of all lines of a contract on a date. */
  async unitsOn(contractId: string | number, date: string): Promise<number> {
    const lines = await this.lines(contractId);
    const rows = lines.flatMap((line) => line.units);
    return rows
      .filter((row) => row.startDate <= date && date <= row.endDate)
      .reduce((sum, row) => sum + row.units, 0);
  }

  async writes(): Promise<LoggedRequest[]> {
    const { requests } = await this.#ask<{ requests: LoggedRequest[] }>(
      "GET",
      "requests?writes=true&limit=500",
    );
    return requests;
  }

  /** Everything that arrived since the log was emptied, the newest last. */
  async requests(): Promise<LoggedRequest[]> {
    const { requests } = await this.#ask<{ requests: LoggedRequest[] }>("GET", "requests?limit=500");
    return requests;
  }

  async adjustments(): Promise<LoggedRequest[]> {
    return (await this.writes()).filter((request) => request.path.includes("Adjustments"));
  }

  async forgetRequests(): Promise<void> {
    await this.#ask("POST", "requests", {});
  }

  /** What the technician does: `{ act: "adjust", ... }` (lib/sandbox/README.md). */
  async act(...acts: object[]): Promise<void> {
    await this.#ask("POST", "acts", acts);
  }

  async addFault(fault: object): Promise<void> {
    await this.#ask("POST", "faults", { add: [fault] });
  }

  /** Keeps the next adjustment waiting after it was written, and gives what lets its answer go. */
  async holdAdjustment(): Promise<{ isWaiting(): Promise<boolean>; letGo(): Promise<void> }> {
    const fault = { kind: "hold", point: "after-write", method: "POST", path: "*Adjustments", count: 1 };
    type Faults = { faults: { id: number; waiting: number }[] };
    const { faults } = await this.#ask<Faults>("POST", "faults", { add: [fault] });
    const id = faults.at(-1)?.id ?? 1;
    return {
      isWaiting: async () =>
        (await this.#ask<Faults>("GET", "faults")).faults.some((each) => each.id === id && each.waiting > 0),
      letGo: async () => {
        await this.#ask("POST", "faults", { release: { id, as: "go" } });
      },
    };
  }

  async clearFaults(): Promise<void> {
    await this.#ask("POST", "faults", { clear: true });
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
