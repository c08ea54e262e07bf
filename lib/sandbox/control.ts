import { z } from "zod";
import { isoText } from "./clock";
import { clockChangeSchema } from "./clock-change";
import { ControlError } from "./control-error";
import { faultSchema } from "./faults";
import { type ApiAnswer, type ApiRequest, jsonAnswer } from "./http";
import type { Json } from "./table";
import type { World } from "./world";
import type { Worlds } from "./worlds";

const PREFIX = "/_sandbox/worlds";

export const isControl = (request: ApiRequest): boolean => request.path.startsWith("/_sandbox");

const faultsSchema = z.strictObject({
  clear: z.union([z.boolean(), z.int()]).optional(),
  add: z.array(faultSchema).optional(),
  release: z.strictObject({ id: z.int(), as: z.enum(["go", "cut"]).default("go") }).optional(),
});

/** The control API: what tests, the demo and the sandbox screen use. Changes are stored when it answers. */
export async function control(worlds: Worlds, request: ApiRequest): Promise<ApiAnswer> {
  try {
    return await route(worlds, request);
  } catch (error) {
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    const isTheirs = [ControlError, SyntaxError, URIError].some((kind) => error instanceof kind);
    if (isTheirs && error instanceof Error) return jsonAnswer(400, { error: error.message });
    throw error;
  }
}

async function route(worlds: Worlds, request: ApiRequest): Promise<ApiAnswer> {
  if (request.path === "/_sandbox/health") return jsonAnswer(200, { status: "ready" });
  if (request.path === PREFIX) return listWorlds(worlds, new URLSearchParams(request.search));
  const [encoded = "", part = "", ...rest] = request.path.slice(PREFIX.length + 1).split("/");
  const name = worldName(encoded);
  if (!request.path.startsWith(`${PREFIX}/`) || name === "" || rest.length > 0)
    return jsonAnswer(404, { error: "No such control address." });

  const query = new URLSearchParams(request.search);
  const posted = request.method === "POST";
  const body = (): Json => (request.body === "" ? {} : (JSON.parse(request.body) as Json));
  if (posted && part === "world") {
    const definition = body();
    const provider = z.looseObject({ provider: z.string().default("autotask") }).parse(definition).provider;
    return jsonAnswer(200, { name: worlds.load(name, provider, definition).name });
  }

  const world = worlds.find(name);
  if (!world) return jsonAnswer(404, { error: `No world '${name}'.` });
  await worlds.open(world);
  const provider = worlds.providerOf(world);
  if (part === "world") return jsonAnswer(200, provider.control.show(world, query));
  if (part === "acts" && posted) return jsonAnswer(200, actAll(world, body(), provider.control.act));
  if (part === "requests") return posted ? clearRequests(world) : showRequests(world, query);
  if (part === "faults") return jsonAnswer(200, { faults: changeFaults(world, posted ? body() : {}) });
  if (part === "clock") return jsonAnswer(200, changeClock(world, posted ? body() : {}, posted));
  if (part === "reset" && posted) return reset(worlds, world, body());
  return jsonAnswer(404, { error: `No control '${part}' for ${request.method}.` });
}

/** All of them, or with `?user=` those that have one of these API users, and which of them. */
function listWorlds(worlds: Worlds, query: URLSearchParams): ApiAnswer {
  const named = worlds.list().map((world) => ({ name: world.name, provider: world.provider, world }));
  const asked = new Set(query.getAll("user").map((name) => name.toLowerCase()));
  if (!query.has("user")) return jsonAnswer(200, { worlds: named.map(({ world: _, ...shown }) => shown) });
  const found = named.flatMap(({ world, ...shown }) => {
    const users = worlds.providerOf(world).control.userNames(world);
    const meant = users.filter((name) => asked.has(name.toLowerCase()));
    return meant.length > 0 ? [{ ...shown, users: meant }] : [];
  });
  return jsonAnswer(200, { worlds: found });
}

/** User names are printable ASCII; anything else could not be a header. Broken escapes throw a URIError. */
function worldName(encoded: string): string {
  const name = decodeURIComponent(encoded);
  if (!/^[\x21-\x7e]{0,200}$/.test(name)) {
    throw new ControlError("A world is named by a user name in printable ASCII.");
  }
  return name;
}

function actAll(world: World, body: Json, act: (world: World, act: Json) => Json): Json {
  const acts: readonly Json[] = Array.isArray(body) ? body : [body];
  return { results: world.atomically(() => acts.map((one) => act(world, one))) };
}

function showRequests(world: World, query: URLSearchParams): ApiAnswer {
  const text = (key: string) => query.get(key) ?? undefined;
  const count = (key: string) =>
    query.has(key) ? z.coerce.number().int().min(0).parse(query.get(key)) : undefined;
  const writes = text("writes") === undefined ? undefined : text("writes") === "true";
  const requests = world.log.list({
    writes,
    sinceSeq: count("since"),
    beforeSeq: count("before"),
    method: text("method"),
    path: text("path"),
    operation: text("operation"),
    text: text("text"),
    limit: count("limit"),
  });
  return jsonAnswer(200, { ...world.log.totals(), kept: world.log.kept(), requests });
}

function clearRequests(world: World): ApiAnswer {
  world.log.clear();
  world.journal.forgetRequests(world.name);
  return jsonAnswer(200, world.log.totals());
}

function changeFaults(world: World, body: Json) {
  const { clear, add = [], release } = faultsSchema.parse(body);
  if (clear === true) world.faults.clear();
  else if (typeof clear === "number") world.faults.clear(clear);
  for (const fault of add) world.faults.add(fault);
  if (release) world.faults.release(release.id, release.as);
  return world.faults.list();
}

function changeClock(world: World, body: Json, change: boolean): Json {
  if (change) {
    world.clock.change(clockChangeSchema.parse(body));
    world.saveHead();
  }
  const { mode, speed } = world.clock.state;
  return { now: isoText(world.clock.now()), mode, speed };
}

/** Back to the definition that was loaded last, with faults and log gone; `{"remove": true}` ends the world. */
function reset(worlds: Worlds, world: World, body: Json): ApiAnswer {
  const { remove } = z.strictObject({ remove: z.boolean().default(false) }).parse(body);
  if (remove) worlds.remove(world.name);
  else worlds.load(world.name, world.provider, world.definition);
  return jsonAnswer(200, { name: world.name, removed: remove });
}
