import { randomUUID } from "node:crypto";

/** Names one request or one step of a job in answers, logs and the audit log. */
export function newRequestId(): string {
  return `req_${randomUUID().replaceAll("-", "")}`;
}
