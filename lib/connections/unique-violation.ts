/** Whether an error, or what caused it, is Postgres refusing a second row under this unique index. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (typeof error !== "object" || error === null) return false;
  const told = error as { code?: unknown; constraint?: unknown; cause?: unknown };
  if (told.code === "23505" && told.constraint === constraint) return true;
  return told.cause !== undefined && isUniqueViolation(told.cause, constraint);
}
