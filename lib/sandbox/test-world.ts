import { request as httpRequest } from "node:http";
import type { Sandbox } from "./server";

/** Any JSON that a test looks into. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers of many shapes and asserts what it finds.
  readonly json: any;
};

export type Body = Record<string, unknown>;

let lastWorld = 0;

const SECRET = "the-secret";
export const TRACKING_ID = "SANDBOXTRACKINGID0000000001";

/** A world of one test's own, reached over HTTP as a client and as the control API's user reach it. */
export class TestWorld {
  readonly sandbox: Sandbox;
  readonly name: string;
  readonly credentials: Record<string, string>;
  /** Path prefix up to and without the version. */
  root = "/ATServicesRest";

  private constructor(sandbox: Sandbox, name: string) {
    this.sandbox = sandbox;
    this.name = name;
    this.credentials = { UserName: name, Secret: SECRET, ApiIntegrationCode: TRACKING_ID };
  }

  /** The clock stands at 17 March 2026, 09:00 UTC, unless the definition says otherwise. */
  static async make(sandbox: Sandbox, definition: Body = {}): Promise<TestWorld> {
    lastWorld += 1;
    const world = new TestWorld(sandbox, `api+${lastWorld}@brightwater.example`);
    const clock = { set: "2026-03-17T09:00:00Z", freeze: true };
    const made = await world.control("world", { secret: SECRET, clock, ...definition });
    if (made.status !== 200) throw new Error(made.text);
    return world;
  }

  /** The same world as another sandbox on the same database knows it. */
  on(sandbox: Sandbox): TestWorld {
    return new TestWorld(sandbox, this.name);
  }

  async api(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const content: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
    return this.raw(
      method,
      `${this.root}/V1.0${path}`,
      body === undefined ? undefined : JSON.stringify(body),
      {
        ...this.credentials,
        ...content,
        ...headers,
      },
    );
  }

  query(entity: string, filter: unknown[], more: Body = {}): Promise<Answer> {
    return this.api("POST", `/${entity}/query`, { filter, ...more });
  }

  async raw(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.sandbox.url}${path}`, { method, headers, body: body ?? null });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** GET without a body, POST with one. */
  control(part: string, body?: unknown): Promise<Answer> {
    const path = `/_sandbox/worlds/${encodeURIComponent(this.name)}/${part}`;
    return body === undefined ? this.raw("GET", path) : this.raw("POST", path, JSON.stringify(body));
  }

  async act(...acts: Body[]): Promise<Answer["json"]> {
    const answer = await this.control("acts", acts);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json.results;
  }

  async faults(...add: Body[]): Promise<void> {
    const answer = await this.control("faults", { add });
    if (answer.status !== 200) throw new Error(answer.text);
  }

  adjust(body: Body): Promise<Answer> {
    return this.api("POST", "/ContractServiceAdjustments", body);
  }

  /** The unit grid of one line: `01-15..02-14 10 x 4`, ` posted` behind closed rows. */
  async grid(lineId: number): Promise<string[]> {
    const { json } = await this.control("world?only=lines");
    const line = json.lines.find(
      (one: { id: number; kind: string }) => one.id === lineId && one.kind === "service",
    );
    return line.units.map(
      (row: {
        startDate: string;
        endDate: string;
        units: number;
        unitPrice: number;
        approveAndPostDate: unknown;
      }) => {
        const mark = row.approveAndPostDate === null ? "" : " posted";
        return `${row.startDate.slice(5)}..${row.endDate.slice(5)} ${row.units} x ${row.unitPrice}${mark}`;
      },
    );
  }
}

/** How a request ended when the connection broke: the code of the error, and what had arrived of the body. */
export function brokenRequest(
  world: TestWorld,
  method: string,
  path: string,
  body: unknown,
): Promise<{ code: string; received: string }> {
  return new Promise((resolve) => {
    let received = "";
    const failed = (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? error.message, received });
    const request = httpRequest(`${world.sandbox.url}/ATServicesRest/V1.0${path}`, {
      method,
      headers: { ...world.credentials, "Content-Type": "application/json" },
      agent: false,
    });
    request.on("error", failed);
    request.on("response", (response) => {
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        received += part;
      });
      response.on("error", failed);
      response.on("end", () => resolve({ code: "none", received }));
    });
    request.end(JSON.stringify(body));
  });
}

/** A contract of 15 January to 14 April 2026, monthly, with one line (70) of service 5: 10 units at 4.00. */
export const MARLOW: Body = {
  companies: [{ id: 10, companyName: "Marlow Foods" }],
  services: [
    { id: 5, name: "Office Suite Standard", unitPrice: 4, unitCost: 3 },
    { id: 6, name: "Endpoint Guard", unitPrice: 3.5, unitCost: 1.9 },
    { id: 8, name: "Office Suite Standard, yearly", unitPrice: 112.8, periodType: 5 },
    { id: 9, name: "Retired", isActive: false },
  ],
  contracts: [
    {
      id: 7,
      companyID: 10,
      contractName: "Managed services",
      startDate: "2026-01-15",
      endDate: "2026-04-14",
      services: [{ id: 70, serviceID: 5, units: 10 }],
    },
  ],
};
