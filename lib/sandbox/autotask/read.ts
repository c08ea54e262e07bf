import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http";
import type { Json, Row } from "../table";
import type { World } from "../world";
import type { Address } from "./address";
import { AutotaskRefusal, malformed, wrongVerb } from "./answers";
import type { ChildCollection, Entity } from "./facts";
import type { Filter } from "./filter";
import { findRows } from "./find-rows";
import { shown } from "./output";
import { beginOf, escapeForUrl, firstMark, type PageMark, pageDetails, parseMark, takePage } from "./paging";
import { LARGEST_PAGE, parseQuery, type Query } from "./query";
import { rulesOf } from "./record-rules";
import { findVisible } from "./write";

/** One request about one entity. */
export type Reading = {
  readonly world: World;
  readonly entity: Entity;
  readonly request: ApiRequest;
  readonly address: Address;
};

export const display = (world: World, entity: Entity, row: Row, include?: ReadonlySet<string>): Json =>
  shown(world, entity, { ...row, ...rulesOf(entity.name).derive?.(world, row) }, include);

/** Not there and not visible look the same: 200 with null. */
export function readItem({ world, entity }: Reading, id: number): ApiAnswer {
  const row = findVisible(world, entity, id);
  return jsonAnswer(200, { item: row ? display(world, entity, row) : null });
}

export function readCount(reading: Reading): ApiAnswer {
  const { world, entity } = reading;
  const query = parseQuery(world, entity, searchOf(reading));
  let queryCount = 0;
  for (const _row of findRows(world, entity, query.filter)) queryCount += 1;
  return jsonAnswer(200, { queryCount });
}

export function readFirstPage(reading: Reading): ApiAnswer {
  const query = parseQuery(reading.world, reading.entity, searchOf(reading));
  return page(reading, query, firstMark(query.maxRecords));
}

/**
 * A page URL wants the verb of the first call: after a GET it carries the search and is got, after a POST it carries
 * only the mark and the same body is posted again.
 */
export function readNextPage(reading: Reading): ApiAnswer {
  const { request, world, entity } = reading;
  const parameters = new URLSearchParams(request.search);
  if (parameters.has("search") !== (request.method === "GET")) return wrongVerb(request.method);
  const mark = parseMark(parameters.get("paging") ?? "");
  if (!mark) return malformed("The paging parameter is not valid.");
  return page(reading, parseQuery(world, entity, searchOf(reading)), mark);
}

/** All rows below a parent; a parent that is not there has none. */
export function readChildren(reading: Reading, child: ChildCollection, parentId: number): ApiAnswer {
  const { world, entity, request, address } = reading;
  const mark = parseMark(new URLSearchParams(request.search).get("paging") ?? "") ?? firstMark(LARGEST_PAGE);
  const filter: Filter = {
    kind: "condition",
    operator: "eq",
    member: child.parentField,
    values: [parentId],
    read: (row) => row[child.parentField] as number,
  };
  const found = takePage(
    findRows(world, entity, { kind: "and", items: [filter] }, beginOf(mark)),
    mark.pageSize,
  );
  const url = (to: PageMark) =>
    `${address.base}/${child.parent}/${parentId}/${child.segment}?paging=${escapeForUrl(to)}`;
  const items = found.items.map((row) => display(world, entity, row));
  return jsonAnswer(200, { items, pageDetails: pageDetails(found, mark, url) });
}

function page({ world, entity, request, address }: Reading, query: Query, mark: PageMark): ApiAnswer {
  const found = takePage(findRows(world, entity, query.filter, beginOf(mark)), mark.pageSize);
  if (query.include && !query.include.has("id") && found.nextAfter !== undefined) {
    throw new AutotaskRefusal("IncludeFields must contain id when the result spans more than one page.");
  }
  const search = request.method === "GET" ? `&search=${escapeForUrl(searchJson(request))}` : "";
  const url = (to: PageMark) =>
    `${address.base}/${entity.name}/query/next?paging=${escapeForUrl(to)}${search}`;
  const items = found.items.map((row) => display(world, entity, row, query.include));
  return jsonAnswer(200, { items, pageDetails: pageDetails(found, mark, url) });
}

const searchJson = (request: ApiRequest): Json => {
  const search = new URLSearchParams(request.search).get("search");
  if (search === null) throw new AutotaskRefusal("The search parameter with the query is missing.");
  return parseJson(search);
};

const searchOf = ({ request }: Reading): Json =>
  request.method === "GET" ? searchJson(request) : parseJson(request.body);

/** Malformed JSON is the caller's 400, not a refusal of the business kind. */
export class MalformedJson extends Error {
  override readonly name = "MalformedJson";
}

export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new MalformedJson("The body is not valid JSON.");
  }
}
