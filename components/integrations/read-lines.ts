import { ApiProblem, fetchJson } from "@/lib/http/fetch-json";
import type { AnswerLine } from "@/lib/http/line-answer";
import type { Problem } from "@/lib/http/problem";

const noAnswer = (detail: string): Problem => ({
  type: "about:blank",
  title: "No answer",
  status: 0,
  code: "offline",
  detail,
  requestId: "",
});

/**
 * Posts and reads an answer in lines: tells each step as it arrives, and answers with the result. Throws ApiProblem as
 * `fetchJson` does, also when the problem is the last line.
 */
export async function postForLines<Step, Result>(
  path: string,
  body: unknown,
  tell: (step: Step) => void,
): Promise<Result> {
  const answer = await send(path, body);
  if (answer.status === 401) {
    // Waits until the person has signed in again; the refused request changed nothing.
    await fetchJson("/api/v1/me");
    return readLines(await send(path, body), tell);
  }
  return readLines(answer, tell);
}

function send(path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json", accept: "application/x-ndjson" };
  return fetch(path, { method: "POST", body: JSON.stringify(body), headers }).catch(() => {
    throw new ApiProblem(noAnswer("The portal does not answer. What you typed is kept here; try again."));
  });
}

async function readLines<Step, Result>(answer: Response, tell: (step: Step) => void): Promise<Result> {
  if (!answer.ok) throw new ApiProblem((await answer.json()) as Problem);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = `${rest}${part.value}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const told = JSON.parse(line) as AnswerLine<Step, Result>;
      if ("step" in told) tell(told.step);
      else if ("problem" in told) throw new ApiProblem(told.problem);
      else return told.result;
    }
  }
  throw new ApiProblem(noAnswer("The answer broke off before its end. Look whether it was saved."));
}
