import type { ApiAnswer, ApiRequest } from "../http";
import type { Json } from "../table";
import type { World } from "../world";
import { handle } from "./handle";

type PageBody = { items: Json[]; pageDetails: { count: number; nextPageUrl: string | null } };

function pageBody(answer: ApiAnswer): PageBody | undefined {
  if (answer.status !== 200 || answer.body === "") return undefined;
  const body = JSON.parse(answer.body) as Partial<PageBody>;
  return Array.isArray(body.items) && body.pageDetails ? (body as PageBody) : undefined;
}

/** Half of the rows are gone while `count` still speaks of all; no page follows. Other answers stay as they are. */
export function halfPage(answer: ApiAnswer): ApiAnswer {
  const body = pageBody(answer);
  if (!body) return answer;
  const items = body.items.slice(0, Math.floor(body.items.length / 2));
  return {
    ...answer,
    body: JSON.stringify({ items, pageDetails: { ...body.pageDetails, nextPageUrl: null } }),
  };
}

/** The first page again, whatever id the caller has come to, and its next page is itself. */
export function loopingPage(world: World, request: ApiRequest): ApiAnswer {
  const answer = handle(world, { ...request, body: withoutWalking(request.body) });
  const body = pageBody(answer);
  if (!body) return answer;
  const self = `${request.origin}${request.path}${request.search}`;
  return {
    ...answer,
    body: JSON.stringify({ ...body, pageDetails: { ...body.pageDetails, nextPageUrl: self } }),
  };
}

function withoutWalking(text: string): string {
  if (text === "") return text;
  const body = JSON.parse(text) as Record<string, Json>;
  const key = Object.keys(body).find((name) => name.toLowerCase() === "filter");
  const filter = key === undefined ? undefined : body[key];
  if (key === undefined || !Array.isArray(filter)) return text;
  const walks = (one: Json) => {
    const { field, op } = (one ?? {}) as { field?: Json; op?: Json };
    return String(field).toLowerCase() === "id" && String(op).toLowerCase() === "gt";
  };
  const rest = filter.filter((one: Json) => !walks(one));
  return JSON.stringify({ ...body, [key]: rest.length > 0 ? rest : [{ op: "exist", field: "id" }] });
}
