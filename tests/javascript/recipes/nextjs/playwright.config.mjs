import { defineConfig } from "@playwright/test";

const medusa = `http://127.0.0.1:${process.env.MEDUSA_PORT}`;

export default defineConfig({
  workers: 2,
  fullyParallel: true,
  timeout: 90_000, // the first request compiles the page
  use: {
    baseURL: `http://localhost:${process.env.SHOP_PORT}`,
    launchOptions: { executablePath: process.env.CHROMIUM }, // leave this out where Playwright has browsers
  },
  webServer: [
    { command: `medusa-mock serve --port ${process.env.MEDUSA_PORT} --seed shop`, url: `${medusa}/health` },
    {
      command: `npx next dev --port ${process.env.SHOP_PORT}`,
      port: +process.env.SHOP_PORT,
      env: { MEDUSA_URL: medusa, NEXT_TELEMETRY_DISABLED: "1" },
    },
  ],
});
