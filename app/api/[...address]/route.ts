import { answerWith } from "@/lib/http/answer";
import { DoorError } from "@/lib/http/problem";

/** Addresses below /api that nobody serves: told as the API tells everything, not as a page. */
const handle = (request: Request): Promise<Response> =>
  answerWith(request, () =>
    Promise.reject(new DoorError(404, "not_found", "There is nothing at this address.")),
  );

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
