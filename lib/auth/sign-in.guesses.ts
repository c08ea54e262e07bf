import { closePools, poolFor } from "@/db/client";
import { AppError } from "@/lib/errors";
import { signIn } from "./sign-in";

/** A process of its own for `sign-in.test.ts`: a hundred parallel guesses, and how many were evaluated. */
const [url = "", email = ""] = process.argv.slice(2);
const guesses = Array.from({ length: 100 }, (_, number) =>
  signIn(poolFor(url), { email, password: `guess ${number}`, requestId: "req_test" }).catch(
    (error: unknown) => error,
  ),
);
const codes = (await Promise.all(guesses)).map((error) => (error instanceof AppError ? error.code : "other"));
process.send?.({
  evaluated: codes.filter((code) => code === "unauthenticated").length,
  throttled: codes.filter((code) => code === "limit_exceeded").length,
});
await closePools();
process.disconnect?.();
