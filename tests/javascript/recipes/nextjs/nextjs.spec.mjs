import { expect, test } from "../playwright/fixtures.mjs";

for (const title of ["Autumn", "Winter"]) {
  test(`what a server renders is of the session (${title})`, async ({ page, medusa }) => {
    await medusa.add("product_collections", { title, handle: "season" });
    await page.goto("/");
    await expect(page.getByRole("listitem").first()).toHaveText(title);
  });
}

test("pages can be fetched without a browser, too", async ({ request, medusa }) => {
  await medusa.seed({ extends: "empty" });
  expect(await (await request.get("/")).text()).toContain("<ul></ul>");
});
