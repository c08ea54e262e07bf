/** What a technician does in the PSA's own screens, in the portal's words. Quantities and prices are decimal text. */
export type TechnicianAct =
  | { act: "change_line"; lineId: string; fromDate: string; quantity?: string; unitPrice?: string }
  | { act: "remove_line"; lineId: string }
  | { act: "post_period" | "unpost_period"; contractId: string; date: string }
  | { act: "put_into_bundle"; contractId: string; itemId: string; bundleName: string; quantity: string }
  | { act: "rename_company"; companyId: string; name: string }
  | { act: "set_company_active"; companyId: string; isActive: boolean }
  | { act: "set_company_hidden"; companyId: string; isHidden: boolean };

/** The act as the sandbox's control API takes it. `hidden` are the companies that the API user does not see now. */
export function actForSandbox(wanted: TechnicianAct, hidden: readonly number[]): Record<string, unknown> {
  switch (wanted.act) {
    case "change_line":
      return {
        act: "adjust",
        contractServiceID: idOf(wanted.lineId),
        effectiveDate: wanted.fromDate,
        ...(wanted.quantity !== undefined && { units: idOf(wanted.quantity) }),
        ...(wanted.unitPrice !== undefined && { adjustedUnitPrice: Number.parseFloat(wanted.unitPrice) }),
      };
    case "remove_line":
      return { act: "remove-line", contractServiceID: idOf(wanted.lineId) };
    case "post_period":
      return { act: "post-period", contractID: idOf(wanted.contractId), date: wanted.date };
    case "unpost_period":
      return { act: "unpost-period", contractID: idOf(wanted.contractId), date: wanted.date };
    case "put_into_bundle":
      return {
        act: "put-into-bundle",
        serviceID: idOf(wanted.itemId),
        bundleName: wanted.bundleName,
        contractID: idOf(wanted.contractId),
        units: idOf(wanted.quantity),
      };
    case "rename_company":
      return companyUpdate(wanted.companyId, { companyName: wanted.name });
    case "set_company_active":
      return companyUpdate(wanted.companyId, { isActive: wanted.isActive });
    case "set_company_hidden": {
      const id = idOf(wanted.companyId);
      const others = hidden.filter((each) => each !== id);
      return { act: "hide", entity: "Companies", ids: wanted.isHidden ? [...others, id] : others };
    }
  }
}

const companyUpdate = (companyId: string, members: Record<string, unknown>) => ({
  act: "update",
  entity: "Companies",
  id: idOf(companyId),
  members,
});

/** Ids and units are whole numbers on its wire. */
const idOf = (text: string): number => Number.parseInt(text, 10);
