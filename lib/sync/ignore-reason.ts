import { AppError } from "@/lib/errors";

/** Why a task is put aside, in up to 200 characters. Throws `invalid` for none or more. */
export function ignoreReason(given: string): string {
  const reason = given.trim();
  if (reason !== "" && reason.length <= 200) return reason;
  const message = "Say in up to 200 characters why it is ignored.";
  throw new AppError("invalid", message, { fields: [{ field: "reason", code: "required", message }] });
}
