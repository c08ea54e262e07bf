import { ButtonLink } from "@/components/ui/button";

export default function NotFoundPage() {
  return (
    <main className="mx-auto grid max-w-2xl justify-items-start gap-3 p-6">
      <h1 className="text-title font-semibold">There is nothing at this address</h1>
      <p className="text-muted">
        It may have been moved, or it belongs to somebody else. The lists show what is there.
      </p>
      <ButtonLink href="/">Go to the first page</ButtonLink>
    </main>
  );
}
