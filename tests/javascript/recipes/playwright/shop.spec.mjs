import { expect, test } from "./fixtures.mjs";

const shop = `http://localhost:${process.env.SHOP_PORT}`;

for (const time of [1, 2, 3]) {
  test(`a collection is added once in each test (${time})`, async ({ page }) => {
    await page.goto(shop);
    await page.getByRole("button", { name: "Add" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Autumn" })).toHaveCount(1);
    await expect(page.getByRole("status")).toHaveText("200");
  });
}

test("a refusal is shown", async ({ page, medusa }) => {
  await medusa.fault({ operation: "create_product_collection", status: 422 });
  await page.goto(shop);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("status")).toHaveText("422");
});
