import type { WriteResult } from "../connector";
import { PsaError } from "../errors";
import { chunksOf, collect } from "../pagination";
import type { BillingCode, Charge, ChargeState, ChargeTerms } from "../records";
import type { Catalog } from "./catalog";
import { chargeCode } from "./charge-code";
import type { AutotaskClient } from "./client";
import type { Metadata } from "./metadata";
import { securityLevelPath } from "./needed-rights";
import { wireNumber } from "./price";
import { isAutotaskId, PAGE_SIZE, queryRows, toAutotaskId } from "./query";
import { rightsOn, WHERE } from "./rights";
import { type AutotaskCharge, chargeSchema } from "./schemas";
import { wireDate } from "./wire";

const ENTITY = "ContractCharges";
const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 2_000;

/** Contract charges: one-time amounts that are billed with the period of their date. */
export class Charges {
  readonly #client: AutotaskClient;
  readonly #metadata: Metadata;
  readonly #catalog: Catalog;
  readonly #memory: Map<string, unknown>;

  constructor(client: AutotaskClient, metadata: Metadata, catalog: Catalog, memory: Map<string, unknown>) {
    this.#client = client;
    this.#metadata = metadata;
    this.#catalog = catalog;
    this.#memory = memory;
  }

  /** What can be done is kept for the day; what is in the way is asked again, because somebody may have mended it. */
  async check(chosenBillingCodeId?: string): Promise<ChargeTerms> {
    const key = `charge-terms:${chosenBillingCodeId ?? ""}`;
    const known = this.#memory.get(key) as ChargeTerms | undefined;
    if (known) return known;
    const rights = await rightsOn(this.#client, ENTITY);
    if (!rights.has("Create")) return { obstacle: `The API user may not create contract charges. ${WHERE}` };
    // Without reading nobody could prove what became of a charge whose answer was lost.
    if (!rights.has("Query")) return { obstacle: `The API user may not read contract charges. ${WHERE}` };
    const codes = await this.#codes();
    if (!codes) return { obstacle: `The API user may not read billing codes. ${WHERE}` };
    const code = chargeCode(codes, chosenBillingCodeId);
    if (!code) return { obstacle: missingCode(chosenBillingCodeId) };
    const terms = { psaBillingCodeId: code.psaBillingCodeId, canRemove: rights.has("Delete") };
    this.#memory.set(key, terms);
    return terms;
  }

  async add(psaContractId: string, charge: Charge, operationId: string): Promise<WriteResult> {
    const contractID = toAutotaskId(psaContractId);
    const marker = markerOf(operationId);
    const body = {
      contractID,
      name: charge.name.slice(0, NAME_LENGTH),
      description:
        `${(charge.description ?? "").slice(0, DESCRIPTION_LENGTH - marker.length - 1)} ${marker}`.trim(),
      datePurchased: wireDate(charge.date),
      chargeType: await this.#chargeType(),
      unitQuantity: wireNumber(charge.quantity),
      unitPrice: wireNumber(charge.unitPrice),
      ...(charge.unitCost === undefined ? {} : { unitCost: wireNumber(charge.unitCost) }),
      billingCodeID: toAutotaskId(charge.psaBillingCodeId),
      isBillableToCompany: true,
    };
    const path = `Contracts/${contractID}/Charges`;
    return this.#write({ entity: ENTITY, method: "POST", path, body, operationId });
  }

  async remove(
    { psaContractId, psaChargeId }: { psaContractId: string; psaChargeId: string },
    operationId: string,
  ): Promise<WriteResult> {
    const path = `Contracts/${toAutotaskId(psaContractId)}/Charges/${toAutotaskId(psaChargeId)}`;
    return this.#write({ entity: ENTITY, method: "DELETE", path, operationId });
  }

  async read(psaChargeIds: readonly string[]): Promise<ChargeState[]> {
    const ids = [...new Set(psaChargeIds)].filter(isAutotaskId).map(toAutotaskId);
    const chunks = chunksOf(ids, PAGE_SIZE).map((value) =>
      collect(queryRows(this.#client, ENTITY, [{ op: "in", field: "id", value }], chargeSchema)),
    );
    return (await Promise.all(chunks)).flat().map(stateOf);
  }

  /** The marker decides here once more, because nobody promises how `contains` reads a bracket. */
  async find(psaContractId: string, operationId: string): Promise<ChargeState[]> {
    const marker = markerOf(operationId);
    const rows = await collect(
      queryRows(
        this.#client,
        ENTITY,
        [
          { op: "eq", field: "contractID", value: toAutotaskId(psaContractId) },
          { op: "contains", field: "description", value: marker.slice(1, -1) },
        ],
        chargeSchema,
      ),
    );
    return rows.filter((row) => row.description?.includes(marker)).map(stateOf);
  }

  async #codes(): Promise<BillingCode[] | undefined> {
    try {
      return (await collect(this.#catalog.listBillingCodes())).flat();
    } catch (error) {
      if (error instanceof PsaError && error.refusal === "right_missing") return undefined;
      throw error;
    }
  }

  /** Operational where the tenant has it by that name, else the first of its list. */
  async #chargeType(): Promise<number> {
    const types = [...(await this.#metadata.picklist(ENTITY, "chargeType"))];
    const [value] = types.find(([, label]) => /operational/i.test(label)) ?? types[0] ?? [];
    if (value !== undefined) return toAutotaskId(value);
    throw new PsaError("rejected", "Autotask names no charge type, so no charge can be made.", {
      refusal: "value_refused",
    });
  }

  /** A missing right is this write's own trouble: everything else of the connection goes on. */
  async #write(request: Parameters<AutotaskClient["write"]>[0]): Promise<WriteResult> {
    try {
      const reference = await this.#client.write(request);
      return reference === undefined ? {} : { reference };
    } catch (error) {
      if (!(error instanceof PsaError) || error.refusal !== "right_missing") throw error;
      const { message, refusal, psaSentence } = error;
      const right = request.method === "DELETE" ? "delete contract charges" : "create contract charges";
      const lacks = { right, where: securityLevelPath.join(" > ") };
      throw new PsaError("rejected", message, { refusal, psaSentence, lacks, cause: error });
    }
  }
}

const missingCode = (chosenId: string | undefined) =>
  chosenId === undefined
    ? "No billing code for charges is chosen, and none is known. Choose one in Integration Setup."
    : `The billing code ${chosenId} that was chosen for charges is gone or inactive. Choose another in Integration Setup.`;

/** Autotask keeps nothing of the operation but what stands in a text: 16 characters of its id are enough to find it. */
const markerOf = (operationId: string): string => `[CP-${operationId.replaceAll("-", "").slice(-16)}]`;

const stateOf = (row: AutotaskCharge): ChargeState => ({
  psaChargeId: String(row.id),
  psaContractId: String(row.contractID),
  date: row.datePurchased,
  name: row.name,
  description: row.description,
  quantity: row.unitQuantity,
  unitPrice: row.unitPrice ?? "0",
  unitCost: row.unitCost,
  psaBillingCodeId: row.billingCodeID,
  isBilled: row.isBilled,
});
