/**
 * The same value without every member that tells a cost: for people without the right to see it the field is absent,
 * not empty. Costs are named so everywhere: `unitCost`, `costMinor`, `unitCostBefore`.
 */
export function withoutCost<T>(value: T): T {
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutCost) as T;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/cost/i.test(name))
      .map(([name, member]) => [name, withoutCost(member)]),
  ) as T;
}
