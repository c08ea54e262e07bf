import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { apiHeaders } from "@/lib/http/security-headers";

type Context = { params: Promise<{ nextauth: string[] }> };

const handle = async (request: Request, context: Context): Promise<Response> => {
  const answer: Response = await NextAuth(authOptions())(request, context);
  for (const [name, value] of Object.entries(apiHeaders)) answer.headers.set(name, value);
  return answer;
};

export { handle as GET, handle as POST };
