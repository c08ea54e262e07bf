import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";

/** What somebody chose and has not saved, and what the portal said of it when it was not taken. */

export type ChosenCompany = { psaCompanyId: string; name: string };
export type ChosenContract = { psaContractId: string; name: string };

export type Refused = {
  message: string;
  /** Somebody else was first: what is stored now, as words, and what "keep mine" builds on. */
  theirs?: { words: string; version?: number; mark?: string };
};

export type CompanyEdit = {
  connectionId: string;
  company: ChosenCompany;
  version: number | null;
  refused?: Refused | undefined;
};

export type ContractEdit = {
  slot: Pick<CustomerMapSlot, "billingCycle" | "currency">;
  /** `null`: on no contract. */
  contract: ChosenContract | null;
  isOnlyFit: boolean;
  /** `undefined` once its company was saved with it: whatever stands there then is ours. */
  mark: string | undefined;
  refused?: Refused | undefined;
};

export type RowEdit = {
  /** As it was when the first edit was made: a row may be filtered away while its edit waits. */
  row: CustomerMapRow;
  company?: CompanyEdit | undefined;
  contracts: Readonly<Record<string, ContractEdit>>;
};

export type Edits = Readonly<Record<string, RowEdit>>;

export const slotKey = (slot: Pick<CustomerMapSlot, "billingCycle" | "currency">): string =>
  `${slot.billingCycle} ${slot.currency}`;

/** The company a row stands on as the reader sees it: chosen, else saved. */
export function companyNow(
  edits: Edits,
  row: CustomerMapRow,
): { connectionId: string; psaCompanyId: string } | undefined {
  const chosen = edits[row.customerId]?.company;
  if (chosen) return { connectionId: chosen.connectionId, psaCompanyId: chosen.company.psaCompanyId };
  const { state, connectionId, psaCompanyId } = row;
  return state === "mapped" && connectionId !== null && psaCompanyId !== null
    ? { connectionId, psaCompanyId }
    : undefined;
}

export function countEdits(edits: Edits): number {
  return Object.values(edits).reduce(
    (sum, edit) => sum + (edit.company ? 1 : 0) + Object.keys(edit.contracts).length,
    0,
  );
}

const editOf = (edits: Edits, row: CustomerMapRow): RowEdit =>
  edits[row.customerId] ?? { row, contracts: {} };

function withRow(edits: Edits, edit: RowEdit): Edits {
  const { [edit.row.customerId]: _, ...others } = edits;
  const isEmpty = !edit.company && Object.keys(edit.contracts).length === 0;
  return isEmpty ? others : { ...others, [edit.row.customerId]: edit };
}

/** Another company: contracts chosen under the old one fall away. Its own company again: no edit. */
export function chooseCompany(
  edits: Edits,
  row: CustomerMapRow,
  chosen: { connectionId: string; company: ChosenCompany } | undefined,
): Edits {
  const before = editOf(edits, row);
  const isOwn =
    !chosen ||
    (row.state === "mapped" &&
      chosen.company.psaCompanyId === row.psaCompanyId &&
      chosen.connectionId === row.connectionId);
  const isSame = before.company?.company.psaCompanyId === chosen?.company.psaCompanyId;
  return withRow(edits, {
    row: before.row,
    contracts: isSame ? before.contracts : {},
    company: isOwn || !chosen ? undefined : { ...chosen, version: row.version },
  });
}

export function chooseContract(
  edits: Edits,
  row: CustomerMapRow,
  slot: CustomerMapSlot,
  chosen: { contract: ChosenContract | null; isOnlyFit: boolean } | undefined,
): Edits {
  const before = editOf(edits, row);
  const { [slotKey(slot)]: _, ...others } = before.contracts;
  const standsThere =
    chosen?.contract === null
      ? slot.contracts.length === 0
      : slot.unlinked === 0 &&
        slot.contracts.length === 1 &&
        slot.contracts[0]?.psaContractId === chosen?.contract.psaContractId;
  const isEdit = chosen !== undefined && !(standsThere && !before.company);
  const edit = { slot: { billingCycle: slot.billingCycle, currency: slot.currency }, mark: slot.mark };
  return withRow(edits, {
    ...before,
    contracts: isEdit ? { ...others, [slotKey(slot)]: { ...edit, ...chosen } } : others,
  });
}

/** The portal's answers to one save: what was taken is no edit any more, the rest says why. */
export type Answered = {
  companies: ReadonlyMap<string, Refused | "saved">;
  contracts: ReadonlyMap<string, ReadonlyMap<string, Refused | "saved">>;
};

export function afterSave(edits: Edits, answered: Answered): Edits {
  let next = edits;
  for (const [customerId, edit] of Object.entries(edits)) {
    const answer = answered.companies.get(customerId);
    const slots = answered.contracts.get(customerId);
    next = withRow(next, {
      row: answer === "saved" && edit.company ? rowOn(edit.row, edit.company) : edit.row,
      company: answer === "saved" ? undefined : edit.company && { ...edit.company, refused: answer },
      contracts: leftContracts(edit.contracts, slots, answer === "saved"),
    });
  }
  return next;
}

/** Contracts that wait still are saved where the company now is. */
const rowOn = (row: CustomerMapRow, { connectionId, company }: CompanyEdit): CustomerMapRow => ({
  ...row,
  state: "mapped",
  connectionId,
  psaCompanyId: company.psaCompanyId,
  psaCompanyName: company.name,
});

function leftContracts(
  contracts: RowEdit["contracts"],
  answers: ReadonlyMap<string, Refused | "saved"> | undefined,
  isCompanySaved: boolean,
): RowEdit["contracts"] {
  return Object.fromEntries(
    Object.entries(contracts).flatMap(([key, contract]) => {
      const refused = answers?.get(key);
      if (refused === "saved") return [];
      return [[key, { ...contract, mark: isCompanySaved ? undefined : contract.mark, refused }]];
    }),
  );
}

/** The reader has seen the other value and keeps the own one: the next save builds on theirs. */
export function keepMine(edits: Edits, customerId: string, key?: string): Edits {
  const edit = edits[customerId];
  if (!edit) return edits;
  if (key === undefined) {
    if (!edit.company) return edits;
    const { refused, ...company } = edit.company;
    const version = refused?.theirs?.version ?? company.version;
    return { ...edits, [customerId]: { ...edit, company: { ...company, version } } };
  }
  const contract = edit.contracts[key];
  if (!contract) return edits;
  const { refused, ...kept } = contract;
  const contracts = { ...edit.contracts, [key]: { ...kept, mark: refused?.theirs?.mark ?? kept.mark } };
  return { ...edits, [customerId]: { ...edit, contracts } };
}

export function dropEdit(edits: Edits, customerId: string, key?: string): Edits {
  const edit = edits[customerId];
  if (!edit) return edits;
  if (key === undefined) return withRow(edits, { ...edit, company: undefined, contracts: {} });
  const { [key]: _, ...contracts } = edit.contracts;
  return withRow(edits, { ...edit, contracts });
}
