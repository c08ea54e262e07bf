import type { ApiAnswer, ApiRequest } from "./http";
import type { Json } from "./table";
import type { TableSpec, World } from "./world";

/** What the log and the faults need to know of a request. */
export type RequestKind = {
  /** Without prefix and version: `/Contracts/12/Services`; faults and the log go by it. */
  readonly path: string;
  /** The same with ids as `{id}`, for counting. */
  readonly route: string;
  readonly write: boolean;
  readonly userName: string;
};

/** Either let in, with what must be told at its end, or turned away at the door. */
export type Admission =
  | { readonly refusal: ApiAnswer }
  | { readonly leave: () => void; readonly latencyMs: number };

/** A look-alike of one PSA's wire language. The server, the faults and the log know only this. */
export type SandboxProvider = {
  readonly name: string;
  readonly tables: readonly TableSpec[];
  /** True when the path is of this PSA. */
  recognises(request: ApiRequest): boolean;
  /** Names of the world the request is for, by credentials or by the question itself. */
  worldOf(request: ApiRequest, worlds: Iterable<World>): World | undefined;
  /** The answer when no world is found. */
  strangerAnswer(request: ApiRequest): ApiAnswer;
  describe(request: ApiRequest): RequestKind;
  admit(world: World, request: ApiRequest): Admission;
  /** Applies and answers; changes are in memory when it returns. */
  handle(world: World, request: ApiRequest): ApiAnswer;
  readonly faults: {
    tooMany(world: World, retryAfter: string | undefined): ApiAnswer;
    expired(): ApiAnswer;
    lostRight(world: World, request: ApiRequest): ApiAnswer;
    movedZone(world: World, zone: string): ApiAnswer;
    /** A page that holds less than it says. */
    halfPage(answer: ApiAnswer): ApiAnswer;
    /** The request whose answer never gets further: the first page, leading to itself. */
    loopingPage(world: World, request: ApiRequest): ApiAnswer;
  };
  readonly control: {
    /** The API users of a world; the first names it. */
    userNames(world: World): readonly string[];
    /** Checks a definition and makes its settings; throws a ZodError or a ControlError on a bad one. */
    parse(name: string, definition: Json): { settings: Json; fill: (world: World) => void };
    show(world: World, query: URLSearchParams): Json;
    /** A technician's deed or a test hook. */
    act(world: World, act: Json): Json;
  };
};
