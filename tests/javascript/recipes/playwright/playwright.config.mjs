import { defineConfig } from "@playwright/test";

export default defineConfig({
  fullyParallel: true,
  workers: 2,
  use: { launchOptions: { executablePath: process.env.CHROMIUM } }, // leave this out where Playwright has browsers
  webServer: [
    { command: `medusa-mock serve --port ${process.env.MEDUSA_PORT} --seed shop`, port: +process.env.MEDUSA_PORT },
    { command: "node storefront.mjs", port: +process.env.SHOP_PORT }, // your own: `npm run dev`
  ],
});
