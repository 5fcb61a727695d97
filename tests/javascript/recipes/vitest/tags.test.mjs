import { expect, test } from "vitest";
import { client } from "./client.mjs";
import { medusa } from "./session.mjs";

test("a row is made in a line", async () => {
  const { id } = await medusa.add("product_tags", { value: "handmade" });
  const { product_tags: tags } = await client.admin.productTags.list({ value: ["handmade"] });
  expect(tags.map((each) => each.id)).toEqual([id]);
});

test("the world is another one", async () => {
  await medusa.seed({ extends: "empty", product_tags: [{ id: "ptag_only", value: "only" }] });
  expect(await medusa.control("GET", "state/product_tags")).toMatchObject({ count: 1 });
});
