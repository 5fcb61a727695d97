import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { globalSetup: "./server.mjs", setupFiles: "./session.mjs", include: ["*.test.mjs"] },
});
