import type { Problem } from "./problem";

/** An answer of the API that is no success: problem details, or what stands in for them when nobody answered. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
  get code(): string {
    return this.problem.code;
  }
  get detail(): string {
    return this.problem.detail;
  }
  get fields(): NonNullable<Problem["fields"]> {
    return this.problem.fields ?? [];
  }
  /** `conflict`: the value stored now. */
  get current(): unknown {
    return this.problem.current;
  }
  get psaSentence(): string | undefined {
    return this.problem.psaSentence;
  }
  get requestId(): string {
    return this.problem.requestId;
  }
}

/** The session ended elsewhere; the frame listens and asks the person to sign in without leaving the page. */
export const sessionEnded = "counterpart:session-ended";
export const sessionResumed = "counterpart:session-resumed";

export type JsonRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
};

/**
 * Asks the portal's own API from a page. The answer's shape is the contract of the route, whose wire type the caller
 * names. Throws ApiProblem. A request that met an ended session waits until the person has signed in again and is
 * sent once more; it changed nothing the first time.
 */
export async function fetchJson<T>(path: string, request: JsonRequest = {}): Promise<T> {
  const answer = await send(path, request);
  if (answer.status === 401 && typeof window !== "undefined") {
    await signedInAgain();
    return readJson<T>(await send(path, request));
  }
  return readJson<T>(answer);
}

async function send(path: string, { method = "GET", body, signal }: JsonRequest): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      ...(signal && { signal }),
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem(
      ownProblem(0, "offline", "The portal does not answer. Your edits are kept here; try again."),
    );
  }
}

async function readJson<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  try {
    const json: unknown = JSON.parse(text);
    if (answer.ok) return json as T;
    if (isProblem(json)) throw new ApiProblem(json);
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
  }
  throw new ApiProblem(
    ownProblem(answer.status, "bad_answer", "The portal gave an answer that cannot be read. Try again."),
  );
}

const isProblem = (json: unknown): json is Problem =>
  typeof json === "object" && json !== null && "detail" in json && "code" in json;

const ownProblem = (status: number, code: string, detail: string): Problem => ({
  type: "about:blank",
  title: "No answer",
  status,
  code,
  detail,
  requestId: "",
});

/** One dialog for all requests that wait. */
function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener(sessionResumed, () => resolve(), { once: true });
    window.dispatchEvent(new Event(sessionEnded));
  });
}
