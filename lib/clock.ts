/**
 * The only file that asks the machine for the time or makes a `Date`. Business time comes from the database
 * (`business_now()`, handed in as `tx.now`); this file serves what happens before a database answers, and parsing.
 */

/** The machine's own time: for request deadlines, log lines and signatures, never for a business date. */
export function machineNow(): Date {
  return new Date();
}

/** An instant from ISO text or from milliseconds since 1970. Throws a RangeError when it is neither. */
export function toInstant(value: string | number): Date {
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`'${value}' is not an instant`);
  return instant;
}

export function addMilliseconds(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}
