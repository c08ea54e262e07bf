import { isoText } from "../clock";
import type { ApiRequest } from "../http";
import type { Json, Row } from "../table";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { checkMembers, checkRequired, isRequired } from "./checks";
import { type Entity, type FieldFacts, isSettableOnCreate } from "./facts";
import { type Input, readInput } from "./input";
import { LICENSE_API_ONLY } from "./picklists";
import { rulesOf } from "./record-rules";
import { rowsOf } from "./rows";
import type { Writing } from "./rules";
import { isHidden, settingsOf } from "./settings";

const NO_MATCH = "No matching records found or you do not have permission to access them.";

/** Who is writing, as the headers say; a wrong impersonation is refused. */
export function writingOf(world: World, request: ApiRequest): Writing {
  const { apiResourceID } = settingsOf(world);
  const header = request.headers.impersonationresourceid;
  const impersonatedID = header === undefined ? null : impersonated(world, header);
  return {
    world,
    author: {
      by: "api",
      requestId: request.id,
      operation: request.headers["x-counterpart-operation"] ?? null,
    },
    now: isoText(world.clock.now()),
    resourceID: impersonatedID ?? apiResourceID,
    impersonatedID,
  };
}

function impersonated(world: World, header: string): number {
  const resource = rowsOf(world, "Resources").find(Number.parseInt(header, 10));
  if (resource?.isActive !== true || resource.licenseType === LICENSE_API_ONLY) {
    throw new AutotaskRefusal(`The Resource ${header} cannot be impersonated.`);
  }
  return resource.id;
}

/** Makes a row and returns its id, or null where the API shows none. `forced`: members that the URL decides. */
export function createRecord(
  writing: Writing,
  entity: Entity,
  body: Json,
  forced: Record<string, number> = {},
): number | null {
  const { world } = writing;
  const input = withForced(readInput(world, entity, body), forced);
  if (input.id !== null && input.id !== 0)
    throw new AutotaskRefusal("The id of a new record must be absent, null or 0.");
  const members = new Map([...input.members].filter(([name]) => isSettable(entity, name)));
  checkRequired(entity, members);
  checkMembers(world, entity, members);
  const rules = rulesOf(entity.name);
  if (rules.create) return rules.create(writing, members);
  const row: Row = {
    ...emptyRow(entity),
    ...Object.fromEntries(members),
    ...rules.fill?.(writing, members),
    udfs: Object.fromEntries(input.udfs),
    id: world.nextId(entity.name),
  };
  world.table(entity.name).put(row);
  rules.stored?.(writing, row, undefined);
  return row.id;
}

/** PATCH keeps what is left out; PUT (`replace`) sets it to null. Null clears; read-only members stay as they are. */
export function updateRecord(
  writing: Writing,
  entity: Entity,
  body: Json,
  replace: boolean,
  forced: Record<string, number> = {},
): number {
  const { world } = writing;
  const input = readInput(world, entity, body);
  if (input.id === null) throw new AutotaskRefusal("Missing required field: id.");
  const before = findVisible(world, entity, input.id);
  const foreign = Object.entries(forced).some(
    ([member, id]) => before?.[member] !== id || (input.members.get(member) ?? id) !== id,
  );
  if (!before || foreign) throw new AutotaskRefusal(NO_MATCH);
  const changes = changedMembers(world, entity, input, replace);
  refuseCleared(entity, changes);
  checkMembers(world, entity, new Map([...changes].filter(([name, value]) => before[name] !== value)));
  const merged: Row = {
    ...before,
    ...Object.fromEntries(changes),
    udfs: mergedUdfs(before, input, replace),
    id: before.id,
  };
  const rules = rulesOf(entity.name);
  const after: Row = { ...merged, ...rules.change?.(writing, before, merged) };
  world.table(entity.name).put(after);
  rules.stored?.(writing, after, before);
  return after.id;
}

export function deleteRecord(
  writing: Writing,
  entity: Entity,
  id: number,
  forced: Record<string, number> = {},
): number {
  const { world } = writing;
  const row = findVisible(world, entity, id);
  if (!row || Object.entries(forced).some(([member, value]) => row[member] !== value))
    throw new AutotaskRefusal(NO_MATCH);
  rulesOf(entity.name).remove?.(writing, row);
  world.table(entity.name).delete(id);
  return id;
}

export const findVisible = (world: World, entity: Entity, id: number): Row | undefined =>
  isHidden(world, entity.name, id) ? undefined : world.table(entity.name).find(id);

const fieldOf = (entity: Entity, name: string): FieldFacts | undefined =>
  entity.fieldByName.get(name.toLowerCase());

const isSettable = (entity: Entity, name: string): boolean => {
  const field = fieldOf(entity, name);
  return field !== undefined && isSettableOnCreate(entity, field);
};

const emptyRow = (entity: Entity): Record<string, Json> =>
  Object.fromEntries(entity.fields.map((field) => [field.name, null]));

/** The parent's id in the URL and in the body must agree; the body may leave it out. */
function withForced(input: Input, forced: Record<string, number>): Input {
  const members = new Map(input.members);
  for (const [member, id] of Object.entries(forced)) {
    const given = members.get(member);
    if (given !== undefined && given !== null && given !== id) {
      throw new AutotaskRefusal(`The value of ${member} does not match the parent id ${id} of the URL.`);
    }
    members.set(member, id);
  }
  return { ...input, members };
}

function changedMembers(world: World, entity: Entity, input: Input, replace: boolean): Map<string, Json> {
  const changes = new Map<string, Json>();
  const refusing = settingsOf(world).options.readOnlyOnUpdate === "reject";
  for (const field of entity.fields) {
    const given = input.members.get(field.name);
    if (field.readOnly) {
      if (refusing && given !== undefined) throw new AutotaskRefusal(`The field ${field.name} is read only.`);
    } else if (given !== undefined) changes.set(field.name, given);
    else if (replace && field.name !== "id") changes.set(field.name, null);
  }
  return changes;
}

function refuseCleared(entity: Entity, changes: ReadonlyMap<string, Json>): void {
  const cleared = [...changes].filter(([name, value]) => {
    const field = fieldOf(entity, name);
    return field !== undefined && isRequired(entity, field) && (value === null || value === "");
  });
  if (cleared.length > 0)
    throw new AutotaskRefusal(...cleared.map(([name]) => `Missing required field: ${name}.`));
}

function mergedUdfs(before: Row, input: Input, replace: boolean): Json {
  const old =
    before.udfs !== null && typeof before.udfs === "object" && !Array.isArray(before.udfs) ? before.udfs : {};
  return { ...(replace ? {} : old), ...Object.fromEntries(input.udfs) };
}
