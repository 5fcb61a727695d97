// One server for the whole run.
import { start } from "../mock.mjs";

export default async function setup(project) {
  const server = await start("--seed", "shop");
  project.provide("medusa", server.url);
  return server.stop;
}
