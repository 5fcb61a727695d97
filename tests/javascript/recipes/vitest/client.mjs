// The official client, in the session of the worker.
import Medusa from "@medusajs/medusa-js";
import { medusa } from "./session.mjs";

export const client = new Medusa({
  baseUrl: medusa.url,
  maxRetries: 3,
  apiKey: "demo-admin-token",
  customHeaders: medusa.headers,
});
