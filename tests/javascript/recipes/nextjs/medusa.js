// Asks Medusa on behalf of a visitor: tests say which session of a mock by a header, which is passed on.
import { headers } from "next/headers";

const SESSION = "x-mock-session";

export async function medusa(path, init = {}) {
  const session = process.env.NODE_ENV === "production" ? null : (await headers()).get(SESSION);
  const answer = await fetch(`${process.env.MEDUSA_URL}${path}`, {
    ...init,
    cache: session ? "no-store" : init.cache,
    headers: { ...init.headers, ...(session && { [SESSION]: session }) },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
