import { AppError } from "@/lib/errors";

/** Where a list goes on: after this name and, among equal names, after this id. */
export type ListPlace = { name: string; id: string };

export function toCursor({ name, id }: ListPlace): string {
  return Buffer.from(JSON.stringify([name, id]), "utf8").toString("base64url");
}

/** Throws AppError `invalid` for a cursor that no list of ours gave out. */
export function fromCursor(cursor: string): ListPlace {
  try {
    const [name, id] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (typeof name === "string" && typeof id === "string") return { name, id };
  } catch {
    // Falls through to the one answer for all of them.
  }
  throw new AppError("invalid", "This cursor is not one of this list.", {
    fields: [{ field: "cursor", code: "invalid", message: "Leave it out to start from the beginning." }],
  });
}
