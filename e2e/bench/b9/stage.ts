import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { ensureBuilt, projectRoot } from "@/bin/prepare.mjs";
import { buildPerson } from "@/db/builders/person";
import { type BillingStage, buildBillingStage, placeOrders, stageInstant } from "../../support/billing-stage";
import { freePort } from "../../support/free-port";
import { openStageProcesses, type StageProcesses } from "../../support/stage-processes";
import { fillAround } from "./fill";

const password = "bench-password-of-nobody";

/** The production build of the portal before a filled database, a hello page, and somebody signed in. */
export type BrowserStage = {
  portalUrl: string;
  helloUrl: string;
  cookie: string;
  connectionId: string;
  stage: BillingStage;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  close(): Promise<void>;
};

/** Lines that stand in the PSA for real; the other subscriptions are the portal's own. */
const realLines = 5_000;

export async function openBrowserStage(size: number, say: (line: string) => void): Promise<BrowserStage> {
  const server = await ensureBuilt();
  const children: ChildProcess[] = [];
  const processes = await openStageProcesses();
  const close = async () => {
    await Promise.all(children.map(end));
    await processes.close();
  };
  try {
    await processes.superuserPool.query("select set_business_clock('frozen', $1)", [stageInstant]);
    say(`Filling ${size} subscriptions ...`);
    const lines = Math.min(realLines, size);
    const stage = await buildBillingStage({ ...processes, lines });
    await fillAround(processes.superuserPool, stage, size);
    const person = await buildPerson(processes, { partnerId: stage.partnerId, password });
    await placeOrders(processes.superuserPool, stage, { count: lines, quantity: "12" });
    await processes.superuserPool.query("vacuum analyze");

    const portalUrl = await startPortal(processes, server, children);
    const helloUrl = await startHello(children);
    const cookie = await signIn(portalUrl, person.email);
    const ask = asker(portalUrl, cookie);
    say("Check Changes makes the tasks ...");
    await ask("POST", "/api/v1/sync-runs", { connectionId: stage.connectionId });
    await processes.superuserPool.query("vacuum analyze");
    return {
      portalUrl,
      helloUrl,
      cookie,
      connectionId: stage.connectionId,
      stage,
      get: (path) => ask("GET", path),
      post: (path, body) => ask("POST", path, body),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startPortal(
  processes: StageProcesses,
  server: string,
  children: ChildProcess[],
): Promise<string> {
  const port = processes.functionsPort;
  const portalUrl = `http://localhost:${port}`;
  start(children, [`${server}/server.js`], {
    PORT: String(port),
    HOSTNAME: "127.0.0.1",
    NEXTAUTH_URL: portalUrl,
    COUNTERPART_MODE: "demo",
    NODE_ENV: "production",
  });
  await answers(`${portalUrl}/sign-in`);
  await processes.startEngine();
  return portalUrl;
}

async function startHello(children: ChildProcess[]): Promise<string> {
  const next = `${projectRoot}/node_modules/next/dist/bin/next`;
  const folder = `${projectRoot}/e2e/bench/b9/hello`;
  const build = spawn(process.execPath, [next, "build", folder], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const [code] = await once(build, "exit");
  if (code !== 0) throw new Error("The hello page could not be built.");
  const port = String(await freePort());
  start(children, [next, "start", folder, "--port", port, "--hostname", "127.0.0.1"], {
    NODE_ENV: "production",
  });
  const helloUrl = `http://localhost:${port}`;
  await answers(helloUrl);
  return helloUrl;
}

function start(children: ChildProcess[], args: string[], environment: Record<string, string>): void {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", process.env.STAGE_LOG ? "inherit" : "ignore"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
  });
  children.push(child);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(late);
}

async function signIn(portalUrl: string, email: string): Promise<string> {
  const answer = await fetch(`${portalUrl}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!answer.ok || !cookie) throw new Error(`Signing in was answered with ${answer.status}.`);
  return cookie;
}

// The answer's shape is the contract of the route; whoever asks names it.
function asker(portalUrl: string, cookie: string) {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${portalUrl}${path}`, {
      method,
      headers: { cookie, origin: portalUrl, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  };
}

/** Waits until somebody answers, 30 s at most. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      await fetch(url);
      return;
    } catch {
      await pause(100);
    }
  }
  throw new Error(`Nobody answers at ${url}.`);
}
