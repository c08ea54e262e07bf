import type { Metadata } from "next";
import { applicationPool } from "@/db/application-pool";
import { roleNames } from "@/lib/auth/roles";
import { demoPassword, listDemoPersons } from "@/lib/members/list-demo-persons";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ error?: string | string[]; until?: string | string[]; next?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { error, until, next } = await searchParams;
  const problem = problemOf(error, until);
  const nextPath = typeof next === "string" ? next : "/";
  const demoPersons = await listDemoPersons(applicationPool());
  return (
    <main className="mx-auto max-w-md p-6 sm:p-10">
      <h1 className="text-2xl font-semibold">Sign in to Counterpart</h1>
      {problem && (
        <p id="problem" role="alert" className="mt-4 border-l-4 border-current p-3 font-medium">
          {problem}
        </p>
      )}
      <form method="post" action="/api/v1/sessions" className="mt-6 grid gap-4">
        <input type="hidden" name="next" value={nextPath} />
        <Field label="E-mail" name="email" type="email" autoComplete="username" problem={problem} />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          problem={problem}
        />
        <button type="submit" className="rounded border border-current px-4 py-2 font-medium">
          Sign in
        </button>
      </form>
      {demoPersons.length > 0 && (
        <section aria-labelledby="demo" className="mt-10">
          <h2 id="demo" className="text-lg font-semibold">
            People of the demo
          </h2>
          <p className="mt-1 text-(--muted)">
            Everybody's password is <code>{demoPassword}</code>.
          </p>
          <ul className="mt-4 grid gap-2">
            {demoPersons.map((person) => (
              <li key={`${person.email} ${person.tenant}`}>
                <form method="post" action="/api/v1/sessions">
                  <input type="hidden" name="next" value={nextPath} />
                  <input type="hidden" name="email" value={person.email} />
                  <input type="hidden" name="password" value={demoPassword} />
                  <button
                    type="submit"
                    className="w-full rounded border border-current/30 px-4 py-2 text-left"
                  >
                    {person.name}, {roleNames[person.role]} of {person.tenant}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

type FieldProps = {
  label: string;
  name: string;
  type: "email" | "password";
  autoComplete: string;
  problem: string | undefined;
};

function Field({ label, name, type, autoComplete, problem }: FieldProps) {
  return (
    <label className="grid gap-1">
      <span>{label}</span>
      <input
        name={name}
        type={type}
        autoComplete={autoComplete}
        required
        aria-describedby={problem && "problem"}
        className="rounded border border-current/40 bg-transparent px-3 py-2"
      />
    </label>
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
