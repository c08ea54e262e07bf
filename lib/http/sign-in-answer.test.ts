import { expect, it } from "vitest";
import { answerSignIn } from "./sign-in-answer";

it("refuses a form whose text nothing could store", async () => {
  const request = new Request("http://localhost:3000/api/v1/sessions", {
    method: "POST",
    headers: {
      host: "localhost:3000",
      origin: "http://localhost:3000",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "email=a%00%40b.example&password=x",
  });
  await expect(answerSignIn({ request, requestId: "req_1", from: undefined })).rejects.toMatchObject({
    status: 400,
    code: "malformed",
  });
});
