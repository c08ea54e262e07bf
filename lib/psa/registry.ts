import { AppError } from "@/lib/errors";
import { autotask } from "./autotask/index";
import type { Capabilities } from "./connector";
import type { Provider } from "./provider";

/** The only file that names every provider. */
export const providers: readonly Provider[] = [autotask];

/** Throws AppError `invalid` for a name that no provider has. */
export function getProvider(id: string): Provider {
  const provider = providers.find((each) => each.id === id);
  if (!provider) {
    throw new AppError("invalid", `There is no PSA '${id}' here.`, {
      fields: [
        {
          field: "provider",
          code: "unknown_value",
          message: `One of: ${providers.map((p) => p.id).join(", ")}.`,
        },
      ],
    });
  }
  return provider;
}

/** What a kind of PSA can do, without a connection to one: for forecasts, checks and screens. */
export function capabilitiesOf(id: string): Capabilities {
  return getProvider(id).capabilities;
}
