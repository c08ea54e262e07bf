import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { applicationPool } from "@/db/application-pool";
import { roleNames } from "@/lib/auth/roles";
import { type DemoPerson, demoPassword, listDemoPersons } from "@/lib/members/list-demo-persons";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ error?: string | string[]; until?: string | string[]; next?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { error, until, next } = await searchParams;
  const problem = problemOf(error, until);
  const nextPath = typeof next === "string" ? next : "/";
  const demoPersons = await listDemoPersons(applicationPool());
  return (
    <main className="mx-auto grid max-w-md content-start gap-6 px-4 py-8 sm:py-14">
      <div>
        <p className="text-small font-semibold tracking-wide text-muted">COUNTERPART</p>
        <h1 className="text-title font-semibold">Sign in to Counterpart</h1>
      </div>
      {problem ? (
        <div id="problem">
          <Notice tone="red" title={problem} />
        </div>
      ) : null}
      <form
        method="post"
        action="/api/v1/sessions"
        className="grid gap-4 rounded-lg border border-line bg-surface p-4"
      >
        <input type="hidden" name="next" value={nextPath} />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary">
          Sign in
        </Button>
      </form>
      {demoPersons.length > 0 ? <DemoPersons persons={demoPersons} nextPath={nextPath} /> : null}
    </main>
  );
}

function DemoPersons({ persons, nextPath }: { persons: readonly DemoPerson[]; nextPath: string }) {
  return (
    <section aria-labelledby="demo" className="grid gap-3">
      <div>
        <h2 id="demo" className="font-semibold">
          People of the demo
        </h2>
        <p className="text-muted">
          One click signs you in. Everybody's password is <code>{demoPassword}</code>.
        </p>
      </div>
      <ul className="grid gap-1.5">
        {persons.map((person) => (
          <li key={`${person.email} ${person.tenant}`}>
            <form method="post" action="/api/v1/sessions">
              <input type="hidden" name="next" value={nextPath} />
              <input type="hidden" name="email" value={person.email} />
              <input type="hidden" name="password" value={demoPassword} />
              <button
                type="submit"
                className="flex w-full flex-wrap justify-between gap-x-3 rounded-md border border-line bg-surface px-3 py-2 text-left hover:bg-raised"
              >
                <span>
                  Sign in as <span className="font-medium">{person.name}</span>
                </span>
                <span className="text-muted">
                  {roleNames[person.role]}, {person.tenant}
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Sentences are chosen here, never taken from the address. */
function problemOf(error: unknown, until: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (error === "limit_exceeded") {
    const time = typeof until === "string" && /^\d\d:\d\d$/.test(until) ? ` Wait until ${until} UTC.` : "";
    return `Too many tries.${time}`;
  }
  if (error === "required") return "Enter your e-mail and your password.";
  if (error === "unavailable") return "Too many people sign in at once. Try again in a moment.";
  return "E-mail or password is not right.";
}
