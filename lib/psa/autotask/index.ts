import { z } from "zod";
import type { Connector } from "../connector";
import { PsaError } from "../errors";
import type { ConnectorDoor, Provider } from "../provider";
import { adjustmentFor, judgeAdjustment } from "./adjustment";
import { Catalog } from "./catalog";
import { Charges } from "./charges";
import { AutotaskClient } from "./client";
import { Companies } from "./companies";
import { Contracts } from "./contracts";
import { Lines } from "./lines";
import { Metadata } from "./metadata";
import { toAutotaskId } from "./query";
import { recipes } from "./recipes";
import { missingRights } from "./rights";
import { capabilities, checkCredentials, credentialFields, vocabulary } from "./settings";
import { itemEnvelope, thresholdEnvelope } from "./wire";

/** Autotask PSA by its REST API; the README beside this file tells where it differs from what one expects. */
export const autotask: Provider = {
  id: "autotask",
  vocabulary,
  capabilities,
  credentialFields,
  checkCredentials,
  recipes,
  open: openAutotask,
};

const ownerAnswer = itemEnvelope.extend({ item: z.object({ companyName: z.string() }).nullable() });

function openAutotask(door: ConnectorDoor): Connector {
  const client = new AutotaskClient(door);
  const metadata = new Metadata(client, door.memory);
  const companies = new Companies(client, metadata, door);
  const contracts = new Contracts(client, metadata, companies, door);
  const catalog = new Catalog(client, metadata, door.memory);
  const lines = new Lines(client, metadata, contracts, catalog);
  const charges = new Charges(client, metadata, catalog, door.memory);
  return {
    provider: autotask.id,
    vocabulary,
    capabilities,

    async checkSignIn() {
      const instance = await client.instance();
      // The reseller's own company: every user may ask for it, and its name is what people know the database by.
      const read = client.read({ entity: "Companies", method: "GET", path: "Companies/0" }, ownerAnswer);
      const { item } = await read.catch((error: unknown) => {
        if (error instanceof PsaError && error.refusal === "right_missing") return { item: null };
        throw error;
      });
      return item ? { ...instance, displayName: `${item.companyName} (${instance.displayName})` } : instance;
    },
    checkRights: () => missingRights(client),
    toldClock: () => client.toldClock(),
    async readAllowance() {
      const request = {
        entity: "ThresholdInformation",
        method: "GET",
        path: "ThresholdInformation",
      } as const;
      const told = await client.read(request, thresholdEnvelope);
      return { usedInHour: told.currentTimeframeRequestCount, perHour: told.externalRequestThreshold };
    },

    listCompanies: () => companies.list(),
    findCompany: (psaCompanyId) => companies.find(psaCompanyId),
    listContracts: (psaCompanyIds) => contracts.list(psaCompanyIds),
    findContract: (psaContractId) => contracts.find(psaContractId),
    listCatalogItems: () => catalog.listItems(),
    listBillingCodes: () => catalog.listBillingCodes(),
    readContractLines: (psaContractIds) => lines.ofContracts(psaContractIds),
    readLines: (addresses, window) => lines.at(addresses, window),

    async writeLine(address, before, target, operationId) {
      const body = adjustmentFor(address, before, target);
      if (!body) return {};
      const entity = "ContractServiceAdjustments";
      try {
        const reference = await client.write({ entity, method: "POST", path: entity, body, operationId });
        return reference === undefined ? {} : { reference };
      } catch (error) {
        throw withDates(error, target.effectiveDate, before.contract);
      }
    },
    judgeWrite: judgeAdjustment,
    async writeLineText(line, { key, invoiceText }, operationId) {
      const body = {
        id: toAutotaskId(line.psaLineId),
        ...(key === undefined ? {} : { internalDescription: key }),
        ...(invoiceText === undefined ? {} : { invoiceDescription: invoiceText }),
      };
      const path = `Contracts/${toAutotaskId(line.psaContractId)}/Services`;
      const reference = await client.write({
        entity: "ContractServices",
        method: "PATCH",
        path,
        body,
        operationId,
      });
      return reference === undefined ? {} : { reference };
    },

    checkCharges: (chosen) => charges.check(chosen),
    addCharge: (psaContractId, charge, operationId) => charges.add(psaContractId, charge, operationId),
    removeCharge: (charge, operationId) => charges.remove(charge, operationId),
    readCharges: (psaChargeIds) => charges.read(psaChargeIds),
    findCharges: (psaContractId, operationId) => charges.find(psaContractId, operationId),
  };
}

/** The refusals that a person mends with a date name the dates. */
function withDates(error: unknown, date: string, contract: { startDate: string; endDate?: string }): unknown {
  if (!(error instanceof PsaError)) return error;
  const { psaSentence, refusal } = error;
  switch (refusal) {
    case "outside_contract": {
      const span = `${contract.startDate} to ${contract.endDate ?? "no end"}`;
      const message = `${date} is outside the contract ${span}. Choose a date inside, or extend the contract.`;
      return new PsaError("rejected", message, { refusal, psaSentence, cause: error });
    }
    case "duplicate_date":
      return new PsaError("rejected", `This line already has a change on ${date}.`, {
        refusal,
        psaSentence,
        cause: error,
      });
    case "period_posted": {
      const message = `The billing period of ${date} was posted meanwhile; nothing in it can change any more.`;
      return new PsaError("rejected", message, { refusal, psaSentence, cause: error });
    }
    default:
      return error;
  }
}
