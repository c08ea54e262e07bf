import type { FieldError } from "@/lib/errors";
import type { SettingsChange } from "./settings";

/**
 * Settings that name a record of the PSA which is not there, one error for each. `companyTypes` are the types that
 * the PSA's companies carry; empty while nothing was read yet, and then nothing can be said.
 */
export function missingNamedObjects(
  change: SettingsChange,
  psa: string,
  companyTypes: ReadonlySet<string>,
): FieldError[] {
  if (companyTypes.size === 0) return [];
  return (change.alsoCompanyTypes ?? []).flatMap((type) =>
    companyTypes.has(type)
      ? []
      : [
          {
            field: "settings.alsoCompanyTypes",
            code: "unknown_reference",
            message: `Company type '${type}' does not exist in ${psa}. Choose one of: ${[...companyTypes].join(", ")}.`,
          },
        ],
  );
}
