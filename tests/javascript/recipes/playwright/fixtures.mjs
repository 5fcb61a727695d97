// A session for each worker, reset before each test; what the browser asks for, it asks for in that session.
import { test as base } from "@playwright/test";
import { session } from "../mock.mjs";

export { expect } from "@playwright/test";

export const test = base.extend({
  worker: [
    async ({}, use, info) => {
      const medusa = session(`http://localhost:${process.env.MEDUSA_PORT}`, `playwright-${info.workerIndex}`);
      await use(medusa);
      await medusa.end();
    },
    { scope: "worker" },
  ],
  medusa: [
    async ({ worker }, use) => {
      await worker.reset();
      await use(worker);
    },
    { auto: true },
  ],
  extraHTTPHeaders: async ({ worker }, use) => use(worker.headers),
});
