import { isoText } from "../clock";
import { ControlError } from "../control-error";
import type { Json, Row } from "../table";
import type { World } from "../world";
import { checkMembers } from "./checks";
import { type EntityName, getEntity } from "./facts";
import { readInput } from "./input";

const STAMPS = [
  "createDate",
  "lastActivityDate",
  "lastModifiedDate",
  "lastModifiedDateTime",
  "lastTrackedModifiedDateTime",
];

type Given = Readonly<Record<string, Json | undefined>>;

/**
 * Puts records as a definition gives them, read-only members included, and returns their ids. Misspelt members and
 * values that the API would refuse are refused here too; references may look forward within one call.
 */
export function fillRows(
  world: World,
  name: EntityName,
  defaults: Given,
  records: readonly Given[],
): number[] {
  const entity = getEntity(name);
  const stamps = STAMPS.filter((member) => entity.fieldByName.has(member.toLowerCase()));
  const now = isoText(world.clock.now());
  const rows = records.map((record) => {
    const given = withoutUndefined({
      ...Object.fromEntries(stamps.map((member) => [member, now])),
      ...defaults,
      ...record,
    });
    const stranger = Object.keys(given).find(
      (member) => member !== "userDefinedFields" && !entity.fieldByName.has(member.toLowerCase()),
    );
    if (stranger !== undefined) throw new ControlError(`${name} have no member ${stranger}.`);
    const input = readInput(world, entity, given);
    const row: Row = {
      ...Object.fromEntries(entity.fields.map((field) => [field.name, null])),
      ...Object.fromEntries(input.members),
      udfs: Object.fromEntries(input.udfs),
      id: input.id ?? world.nextId(name),
    };
    world.table(name).put(row);
    return row;
  });
  for (const row of rows)
    checkMembers(
      world,
      entity,
      new Map(Object.entries(row).map(([member, value]) => [member, value ?? null])),
    );
  return rows.map((row) => row.id);
}

const withoutUndefined = (given: Given): Record<string, Json> =>
  Object.fromEntries(Object.entries(given).filter((pair): pair is [string, Json] => pair[1] !== undefined));
