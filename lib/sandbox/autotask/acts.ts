import { z } from "zod";
import { isoText } from "../clock";
import { ControlError } from "../control-error";
import type { Json } from "../table";
import type { World } from "../world";
import { type Author, addLine, adjust } from "./adjustment";
import { countRequests, unlock } from "./admission";
import { AutotaskRefusal } from "./answers";
import { dayOfRow, midnight } from "./calendar";
import { membersSchema } from "./definition";
import { getEntity } from "./facts";
import { fillRows } from "./fill-rows";
import { postPeriod, unpostPeriod } from "./posting";
import { adjustmentsOf, BUNDLE_LINE, linesOf, recut, SERVICE_LINE, unitsOf } from "./recurring-line";
import { rowsOf } from "./rows";
import type { Writing } from "./rules";
import { changeSettings, entityNameSchema, optionsSchema, settingsOf } from "./settings";
import { createRecord, deleteRecord, updateRecord } from "./write";

const date = z.iso.date();

const actSchema = z.discriminatedUnion("act", [
  z.strictObject({
    act: z.literal("post-period"),
    contractID: z.int(),
    date,
    lineIds: z.array(z.int()).optional(),
  }),
  z.strictObject({ act: z.literal("unpost-period"), contractID: z.int(), date }),
  z.strictObject({
    act: z.literal("adjust"),
    contractServiceID: z.int(),
    effectiveDate: date,
    /** The difference, or the number of units wanted from that day on. */
    unitChange: z.int().optional(),
    units: z.int().min(0).optional(),
    adjustedUnitPrice: z.number().nullable().default(null),
    adjustedUnitCost: z.number().nullable().default(null),
  }),
  z.strictObject({ act: z.literal("remove-line"), contractServiceID: z.int() }),
  z.strictObject({ act: z.literal("create"), entity: entityNameSchema, members: membersSchema }),
  z.strictObject({ act: z.literal("update"), entity: entityNameSchema, id: z.int(), members: membersSchema }),
  z.strictObject({ act: z.literal("delete"), entity: entityNameSchema, id: z.int() }),
  z.strictObject({
    act: z.literal("put-into-bundle"),
    serviceID: z.int(),
    bundleName: z.string(),
    /** With it the contract's own line of the service gives way to the bundle. */
    contractID: z.int().optional(),
    units: z.int().min(0).default(1),
  }),
  z.strictObject({ act: z.literal("hide"), entity: entityNameSchema, ids: z.array(z.int()) }),
  z.strictObject({ act: z.literal("set-options"), options: z.record(z.string(), z.json()) }),
  z.strictObject({
    act: z.literal("set-user"),
    userName: z.string(),
    secret: z.string().optional(),
    isActive: z.boolean().optional(),
  }),
  z.strictObject({ act: z.literal("unlock") }),
  z.strictObject({ act: z.literal("use-hour"), requests: z.int().min(0) }),
  z.strictObject({ act: z.literal("move-zone"), zone: z.string() }),
]);

type Act = z.output<typeof actSchema>;
type ActOf<K extends Act["act"]> = Extract<Act, { act: K }>;

const TECHNICIAN: Author = { by: "technician", requestId: null, operation: null };

/** What a person would do in the vendor's screens, and what tests need to arrange. Answers what came of it. */
export function act(world: World, given: Json): Json {
  try {
    return world.atomically(() => perform(world, actSchema.parse(given)));
  } catch (error) {
    if (error instanceof AutotaskRefusal) throw new ControlError(error.message);
    throw error;
  }
}

function perform(world: World, wanted: Act): Json {
  switch (wanted.act) {
    case "post-period":
      return {
        billingItems: postPeriod(world, wanted.contractID, midnight(dayOfRow(wanted.date)), wanted.lineIds),
      };
    case "unpost-period":
      unpostPeriod(world, wanted.contractID, midnight(dayOfRow(wanted.date)));
      return {};
    case "adjust":
      return adjustLine(world, wanted);
    case "remove-line":
      removeLine(world, wanted.contractServiceID);
      return {};
    case "create":
      return { id: createRecord(technician(world), getEntity(wanted.entity), wanted.members) };
    case "update":
      return {
        id: updateRecord(
          technician(world),
          getEntity(wanted.entity),
          { ...wanted.members, id: wanted.id },
          false,
        ),
      };
    case "delete":
      return { id: deleteRecord(technician(world), getEntity(wanted.entity), wanted.id) };
    case "put-into-bundle":
      return putIntoBundle(world, wanted);
    case "hide": {
      const { options } = settingsOf(world);
      changeSettings(world, {
        options: { ...options, hiddenRows: { ...options.hiddenRows, [wanted.entity]: wanted.ids } },
      });
      return {};
    }
    case "set-options":
      changeSettings(world, {
        options: optionsSchema.parse({ ...settingsOf(world).options, ...wanted.options }),
      });
      return {};
    case "set-user":
      return setUser(world, wanted);
    case "unlock":
      unlock(world);
      return {};
    case "use-hour":
      countRequests(world, settingsOf(world).ci, wanted.requests);
      return {};
    case "move-zone":
      changeSettings(world, { zone: wanted.zone });
      return {};
  }
}

function technician(world: World): Writing {
  const { apiResourceID } = settingsOf(world);
  return {
    world,
    author: TECHNICIAN,
    now: isoText(world.clock.now()),
    resourceID: apiResourceID,
    impersonatedID: null,
  };
}

function adjustLine(world: World, wanted: ActOf<"adjust">): Json {
  const { contractServiceID: lineID, units, adjustedUnitPrice, adjustedUnitCost } = wanted;
  const effectiveDate = midnight(dayOfRow(wanted.effectiveDate));
  const covering = unitsOf(world, SERVICE_LINE, lineID).find(
    (row) => row.startDate <= effectiveDate && effectiveDate <= row.endDate,
  );
  const unitChange = units === undefined ? (wanted.unitChange ?? null) : units - (covering?.units ?? 0);
  const where = { contractID: null, lineID, catalogueID: null, allowRepeat: false };
  adjust(
    world,
    SERVICE_LINE,
    { ...where, effectiveDate, unitChange, adjustedUnitPrice, adjustedUnitCost },
    TECHNICIAN,
  );
  return { unitChange };
}

function removeLine(world: World, lineID: number): void {
  for (const row of unitsOf(world, SERVICE_LINE, lineID))
    rowsOf(world, "ContractServiceUnits").delete(row.id);
  for (const row of adjustmentsOf(world, SERVICE_LINE, lineID))
    rowsOf(world, "ContractServiceAdjustments").delete(row.id);
  rowsOf(world, "ContractServices").delete(lineID);
}

function putIntoBundle(
  world: World,
  { serviceID, bundleName, contractID, units }: ActOf<"put-into-bundle">,
): Json {
  const service = rowsOf(world, "Services").get(serviceID);
  const { periodType, unitPrice, billingCodeID } = service;
  const known = [...rowsOf(world, "ServiceBundles").rows()].find((bundle) => bundle.name === bundleName);
  const made = known
    ? [known.id]
    : fillRows(world, "ServiceBundles", { isActive: true }, [
        { name: bundleName, periodType, unitPrice, billingCodeID },
      ]);
  const serviceBundleID = made[0] ?? -1;
  fillRows(world, "ServiceBundleServices", {}, [{ serviceBundleID, serviceID }]);
  if (contractID === undefined) return { serviceBundleID };
  for (const line of linesOf(world, SERVICE_LINE, contractID))
    if (line.serviceID === serviceID) removeLine(world, line.id);
  const line = addLine(world, BUNDLE_LINE, rowsOf(world, "Contracts").get(contractID), serviceBundleID, {
    firstUnits: units,
  });
  recut(world, BUNDLE_LINE, line);
  return { serviceBundleID, contractServiceBundleID: line.id };
}

function setUser(world: World, { userName, secret, isActive }: ActOf<"set-user">): Json {
  const { users } = settingsOf(world);
  if (!users.some((user) => user.userName === userName))
    throw new ControlError(`No API user '${userName}' in this world.`);
  const change = {
    ...(secret === undefined ? {} : { secret }),
    ...(isActive === undefined ? {} : { isActive }),
  };
  changeSettings(world, {
    users: users.map((user) => (user.userName === userName ? { ...user, ...change } : user)),
  });
  return {};
}
