import { type ApiAnswer, htmlAnswer, jsonAnswer } from "../http";

/** A refusal of the business kind: Autotask answers 500 with these sentences, also where others answer 400. */
export class AutotaskRefusal extends Error {
  override readonly name = "AutotaskRefusal";
  readonly errors: readonly string[];

  constructor(...errors: readonly string[]) {
    super(errors.join(" "));
    this.errors = errors;
  }
}

export const errorsAnswer = (status: number, ...errors: readonly string[]): ApiAnswer =>
  jsonAnswer(status, { errors });

/** Every fault of credentials looks the same: no body, no hint. */
export const unauthorised: ApiAnswer = { status: 401, body: "" };

export const unknownPath = htmlAnswer(404, "404 - File or directory not found.");

export const wrongVerb = (method: string): ApiAnswer =>
  jsonAnswer(405, { Message: `The requested resource does not support http method '${method}'.` });

export const malformed = (detail: string): ApiAnswer =>
  jsonAnswer(400, { Message: "The request is invalid.", MessageDetail: detail });

export const unsupportedType = (type: string): ApiAnswer =>
  jsonAnswer(415, {
    Message: `The request entity's media type '${type}' is not supported for this resource.`,
  });

export const itemId = (id: number | null): ApiAnswer => jsonAnswer(200, { itemId: id });

const ACTIONS = { query: "query", create: "create", update: "update", delete: "delete" } as const;

export const noPermission = (verb: keyof typeof ACTIONS, singular: string): string =>
  `The logged in Resource does not have the adequate permissions to ${ACTIONS[verb]} this entity type: ${singular}.`;

export const THREADS_TEXT =
  "Itgenatr005: You have exceeded the thread threshold of 3 threads for this integration and object endpoint. Please retry.";

export const HOUR_TEXT =
  "You have exceeded the request threshold of 10000 external requests within the timeframe of 60 minutes.";
