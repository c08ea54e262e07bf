import type { ApiAnswer, ApiRequest } from "../http";
import type { Admission } from "../provider";
import type { World } from "../world";
import { addressOf, isZoneQuestion } from "./address";
import { errorsAnswer, HOUR_TEXT, THREADS_TEXT, unauthorised } from "./answers";
import { routeOf } from "./routes";
import { type Options, settingsOf } from "./settings";

const HOUR_MS = 3_600_000;

/** What the door remembers of a world while the sandbox runs; not stored, since a restart lets everybody in. */
type Door = { readonly inFlight: Map<string, number>; readonly failures: Map<string, number> };

const doors = new WeakMap<World, Door>();

/** Times of the requests of the last hour by customer id: worlds with the same one share their allowance. */
const hours = new Map<number, number[]>();

function doorOf(world: World): Door {
  let door = doors.get(world);
  if (!door) {
    door = { inFlight: new Map(), failures: new Map() };
    doors.set(world, door);
  }
  return door;
}

export const userNameOf = (request: ApiRequest): string => request.headers.username?.trim() ?? "";

/** Credentials, then threads, then the hour; zone discovery is free of all three. */
export function admit(world: World, request: ApiRequest): Admission {
  const address = addressOf(request);
  if (!address || isZoneQuestion(address)) return { leave: () => {}, latencyMs: 0 };
  const { options, ci, zone } = settingsOf(world);
  if (address.zone !== zone || !isKnown(world, request)) return { refusal: unauthorised };

  const { inFlight } = doorOf(world);
  const key = `${request.headers.apiintegrationcode}\n${endpointOf(address.segments)}`;
  const threads = inFlight.get(key) ?? 0;
  if (threads >= options.threadLimit)
    return { refusal: limitAnswer(options, options.threadLimitStatus, THREADS_TEXT) };
  const used = requestsInHour(world);
  if (used >= options.hourlyLimit)
    return { refusal: limitAnswer(options, options.hourlyLimitStatus, HOUR_TEXT) };
  countRequests(world, ci, 1);
  inFlight.set(key, threads + 1);
  return {
    latencyMs: options.latencyMs + (options.latency ? bandMs(used / options.hourlyLimit) : 0),
    leave: () => inFlight.set(key, (inFlight.get(key) ?? 1) - 1),
  };
}

/** The entity that a URL is about, also below a parent; what has none goes by its own name. */
function endpointOf(segments: readonly string[]): string {
  const route = routeOf(segments);
  return route && "entity" in route ? route.entity.name : (segments[0] ?? "").toLowerCase();
}

/** The vendor slows callers down as the hour fills: half a second from 50 %, a second from 75 %. */
const bandMs = (used: number): number => (used >= 0.75 ? 1000 : used >= 0.5 ? 500 : 0);

export function requestsInHour(world: World): number {
  const times = hours.get(settingsOf(world).ci);
  if (!times) return 0;
  const begin = world.clock.now() - HOUR_MS;
  let old = 0;
  while (old < times.length && (times[old] ?? 0) <= begin) old += 1;
  if (old > 0) times.splice(0, old);
  return times.length;
}

/** Also a hook: other tools of the customer use the same hour. */
export function countRequests(world: World, ci: number, count: number): void {
  const times = hours.get(ci) ?? [];
  const now = world.clock.now();
  for (let n = 0; n < count; n += 1) times.push(now);
  hours.set(ci, times);
}

export function forgetHour(ci: number): void {
  hours.delete(ci);
}

export function unlock(world: World): void {
  doorOf(world).failures.clear();
}

function isKnown(world: World, request: ApiRequest): boolean {
  const { users, options } = settingsOf(world);
  const name = userNameOf(request).toLowerCase();
  const user = users.find((one) => one.userName.toLowerCase() === name);
  if (!user) return false;
  const { failures } = doorOf(world);
  const failed = failures.get(name) ?? 0;
  if (options.lockAfterFailures > 0 && failed >= options.lockAfterFailures) return false;
  const { secret, apiintegrationcode = "" } = request.headers;
  if (user.isActive && secret === user.secret && user.trackingIds.includes(apiintegrationcode)) {
    failures.delete(name);
    return true;
  }
  failures.set(name, failed + 1);
  return false;
}

export function limitAnswer(options: Options, status: number, text: string): ApiAnswer {
  const answer = errorsAnswer(status, text);
  return options.limitRetryAfter === null
    ? answer
    : { ...answer, headers: { "Retry-After": String(options.limitRetryAfter) } };
}
