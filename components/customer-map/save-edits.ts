import { ApiProblem, fetchJson } from "@/lib/http/fetch-json";
import type { ChosenContracts, ContractChoices } from "@/lib/mappings/customer-map-wire";
import { type Answered, type Edits, type Refused, slotKey } from "./edits";
import { type MappingRow, putMappings, type Rejected } from "./put-mappings";

/**
 * Saves companies first, then contracts of customers whose company stands. What is refused comes back with its reason
 * and stays an edit; where a whole request fails, each of its rows says so, and what was saved before it stays saved.
 */
export async function saveEdits(edits: Edits): Promise<Answered> {
  const companies = new Map<string, Refused | "saved">();
  for (const [connectionId, customerIds] of editsByConnection(edits, (edit) => edit.company?.connectionId)) {
    const rows = customerIds.flatMap((customerId): MappingRow[] => {
      const company = edits[customerId]?.company;
      if (!company) return [];
      const version = company.version === null ? {} : { version: company.version };
      return [{ customerId, state: "mapped", psaCompanyId: company.company.psaCompanyId, ...version }];
    });
    const { rejected } = await orAllRefused(putMappings(connectionId, rows), rows.length);
    for (const { customerId } of rows) companies.set(customerId, "saved");
    for (const { index, ...why } of rejected) {
      const row = rows[index];
      if (row) companies.set(row.customerId, refusedCompany(why));
    }
  }
  return { companies, contracts: await saveContracts(edits, companies) };
}

async function saveContracts(edits: Edits, companies: Answered["companies"]): Promise<Answered["contracts"]> {
  const answers = new Map<string, Map<string, Refused | "saved">>();
  const stands = (customerId: string) => {
    const company = companies.get(customerId);
    return company === undefined || company === "saved";
  };
  const connectionOf = (edit: Edits[string]) =>
    edit.company?.connectionId ?? edit.row.connectionId ?? undefined;
  for (const [connectionId, customerIds] of editsByConnection(edits, connectionOf)) {
    const rows: ContractChoices["rows"] = customerIds.filter(stands).flatMap((customerId) =>
      Object.values(edits[customerId]?.contracts ?? {}).map(({ slot, contract, mark }) => ({
        customerId,
        ...slot,
        psaContractId: contract?.psaContractId ?? null,
        ...(mark !== undefined && !companies.has(customerId) && { mark }),
      })),
    );
    if (rows.length === 0) continue;
    const { rejected } = await orAllRefused(putChoices(connectionId, rows), rows.length);
    for (const row of rows) {
      const slots = answers.get(row.customerId) ?? new Map<string, Refused | "saved">();
      answers.set(row.customerId, slots.set(slotKey(row), "saved"));
    }
    for (const { index, ...why } of rejected) {
      const row = rows[index];
      if (row) answers.get(row.customerId)?.set(slotKey(row), refusedContract(why));
    }
  }
  return answers;
}

const putChoices = (connectionId: string, rows: ContractChoices["rows"]) =>
  fetchJson<ChosenContracts>("/api/v1/mappings/contracts/choices", {
    method: "PUT",
    body: { connectionId, rows },
  });

/** A request that nobody answered, or that was refused whole, refuses each of its rows. */
async function orAllRefused(
  request: Promise<{ rejected: Rejected[] }>,
  rows: number,
): Promise<{ rejected: Rejected[] }> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { code, detail: message } = error;
    return { rejected: Array.from({ length: rows }, (_, index) => ({ index, code, message })) };
  }
}

function editsByConnection(
  edits: Edits,
  connectionOf: (edit: Edits[string]) => string | undefined,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [customerId, edit] of Object.entries(edits)) {
    const connectionId = connectionOf(edit);
    if (connectionId !== undefined)
      groups.set(connectionId, [...(groups.get(connectionId) ?? []), customerId]);
  }
  return groups;
}

type Stored = {
  version?: number;
  state?: string;
  psaCompanyId?: string | null;
  psaCompanyName?: string | null;
  contracts?: { psaContractId: string; name: string | null }[];
  mark?: string;
};

/** Only a row that somebody else changed offers a choice; a company that is taken is simply refused. */
function refusedCompany({ message, current }: Omit<Rejected, "index">): Refused {
  const { version, state, psaCompanyId, psaCompanyName } = (current ?? {}) as Stored;
  if (version === undefined) return { message };
  const words =
    state === "mapped" || state === "broken"
      ? `${psaCompanyName} (${psaCompanyId})`
      : state === "do_not_map"
        ? "Excluded"
        : "Not mapped";
  return { message, theirs: { words, version } };
}

function refusedContract({ message, current }: Omit<Rejected, "index">): Refused {
  const { contracts, mark } = (current ?? {}) as Stored;
  if (!contracts || mark === undefined) return { message };
  const words = contracts.map(({ name, psaContractId }) => name ?? psaContractId).join(", ") || "No contract";
  return { message, theirs: { words, mark } };
}
