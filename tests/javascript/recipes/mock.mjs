// A mock server, and sessions of it: copy this file into your project.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Start a server at a free port; `stop` ends it. */
export async function start(...options) {
  const server = spawn("medusa-mock", ["serve", "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  server.once("error", (error) => console.error(`medusa-mock cannot be started: ${error.message}`));
  for await (const line of createInterface(server.stdout)) {
    const found = /answers on (\S+)/.exec(line);
    if (found) return { url: found[1], stop: () => server.kill() };
  }
  throw new Error("medusa-mock did not start");
}

/** A state of its own on a server: requests that bear `headers` see it. */
export function session(url, name) {
  const headers = { "X-Mock-Session": name };
  const control = async (method, path, body) => {
    const answer = await fetch(`${url}/_mock/${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} /_mock/${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    headers,
    control,
    reset: () => control("POST", "reset"),
    seed: (world) => control("PUT", "world", world), // {"extends": "shop", "product_tags": [{"value": "new"}]}
    add: async (table, row) => (await control("POST", `state/${table}`, row)).row,
    fault: async (rule) => (await control("POST", "faults", rule)).fault,
    end: () => control("DELETE", `sessions/${name}`),
  };
}
